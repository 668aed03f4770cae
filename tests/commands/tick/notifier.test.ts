import { describe, expect, it } from 'vitest';
import { startNotifier } from '../../../src/commands/tick/notifier.js';
import type { NewNotice } from '../../../src/core/records.js';
import type { Recorded } from '../../../src/ledger/ledger.js';
import { readMessage } from '../../../src/notify/message.js';
import { amount, aRecord } from '../../core/examples.js';
import { aPromise } from '../../ledger/promises.js';
import { temporaryFolder } from '../../support/program.js';
import { inContext } from '../context.js';

/** An order of the tick that an exchange has filled. */
function filled(coin: string): Recorded {
  const [ordered] = aPromise('tick-1', [coin]).plan.orders;
  if (!ordered) throw new Error('an order was promised');
  const at = ordered.createdAt;
  const fill = { quantity: amount('1'), price: amount('2'), fee: amount('0'), feeCurrency: null, at };
  return { order: aRecord(ordered, { status: 'filled' }), fills: [{ ...fill, tradeId: '1', lateDay: null }] };
}

const titleOf = ({ message }: Pick<NewNotice, 'message'>) => readMessage(message).title;

describe('what a run buys in several transactions', () => {
  it('is one message for the tick, also when a commit is tried again', async () => {
    const env = { CRYPTO_BOT_HOME: temporaryFolder(), CRYPTO_BOT_NOTIFY_WEBHOOK_URL: 'http://127.0.0.1:1/hook' };
    const [bitcoin, ethereum, tether] = await inContext(env, async (context) => {
      const notifier = await startNotifier(context, 'run');
      const told = [1, 3, 3, 4].map((number, index) => {
        const coins = ['bitcoin', 'ethereum', 'ethereum', 'tether'];
        return notifier.ofRecorded([filled(coins[index] ?? '')], number);
      });
      await notifier.end(null, { exitCode: 0, problem: null, report: '' }, null);
      expect(told[1]).toEqual(told[2]);
      return [told[0], told[2], told[3]].map((notices) => notices?.[0]);
    });
    expect(new Set([bitcoin, ethereum, tether].map((it) => it?.messageId)).size).toBe(1);
    expect(bitcoin).not.toHaveProperty('addition');
    expect(ethereum && titleOf(ethereum)).toBe('crypto-bot bought bitcoin, ethereum');
    expect(tether && titleOf(tether)).toBe('crypto-bot bought bitcoin, ethereum, tether');
    expect(tether?.addition && titleOf(tether.addition)).toBe('crypto-bot bought tether');
  });
});
