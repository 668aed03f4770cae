import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { anAccount } from '../exchanges/account.js';
import { levels } from '../exchanges/book.js';
import { open } from '../ledger/ledgers.js';
import { aPromise, begin } from '../ledger/promises.js';
import { clockAhead } from '../support/clock-ahead.js';
import { run as runProcess } from '../support/program.js';
import { runHere as run } from '../support/run-here.js';
import { arrange } from '../support/scene.js';

/** What `orders --json` prints. */
async function list(env: Readonly<Record<string, string>>, ...args: string[]) {
  const { stdout } = await run(['orders', '--json', ...args], env);
  return JSON.parse(stdout).orders;
}

describe('crypto-bot orders', () => {
  it('lists orders with what became of them, as a table, JSON and CSV', async () => {
    const { env } = await arrange();
    expect((await run(['run'], env)).code).toBe(0);
    const orders = await list(env);
    expect(
      orders.map(({ coin, status, filledQuantity, reserved }: Record<string, string>) => [
        coin,
        status,
        filledQuantity,
        reserved,
      ]),
    ).toEqual([
      ['tether', 'filled', '1', '0'],
      ['bitcoin', 'filled', '1', '0'],
    ]);
    expect(await list(env, '--open')).toEqual([]);
    expect(await list(env, '--coin', 'btc')).toMatchObject([{ coin: 'bitcoin' }]);
    expect(await list(env, '--limit', '1')).toHaveLength(1);
    const table = await run(['orders'], env);
    expect(table).toMatchObject({ code: 0, stderr: '' });
    for (const { id } of orders) expect(table.stdout).toContain(id);
    const csv = (await run(['orders', '--csv'], env)).stdout.trim().split('\n');
    expect(csv[0]).toMatch(/^id,tickId,coin,/);
    expect(csv).toHaveLength(3);
  });

  it('says where there is none, and refuses wrong values', async () => {
    const { env } = await arrange();
    expect((await run(['orders'], env)).stdout).toContain('There are no orders yet');
    await run(['run'], env);
    expect((await run(['orders', '--open'], env)).stdout).toBe('No order matches.\n');
    const [{ id }] = await list(env);
    const refused = [
      [['orders', 'cancel', 'none'], 'there is no order none'],
      [['orders', 'cancel', 'a b'], 'expected the name of an order'],
      [['orders', 'resolve', id], '--as is missing'],
      [['orders', 'resolve', id, '--as', 'filled'], '--as filled needs --price'],
      [['orders', 'resolve', id, '--as', 'never-sent', '--price', '1'], '--as never-sent takes no'],
      [['orders', 'resolve', id, '--as', 'never-sent'], 'there is nothing to resolve'],
    ] as const;
    for (const [args, words] of refused) {
      const { code, stderr } = await run(args, env);
      expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
    }
  });
});

describe('crypto-bot orders cancel', () => {
  it('begins no ledger', async () => {
    const { env } = await arrange();
    const { code, stderr } = await run(['orders', 'cancel', 'an-order'], env);
    expect([code, stderr]).toEqual([5, expect.stringContaining('there is no ledger at')]);
    expect((await run(['orders'], env)).stderr).toContain('there is no ledger at');
  });

  it('closes an order that was only promised, and gives its money back', async () => {
    const { home, env } = await arrange();
    const ledger = await open({ url: `file:${path.join(home, 'crypto-bot.db')}`, mode: 'write' });
    await begin(ledger, aPromise('tick-1', ['bitcoin', 'tether']));
    await ledger.close();
    expect(await list(env, '--open')).toMatchObject([{ status: 'promised' }, { status: 'promised' }]);

    const cancelled = await run(['orders', 'cancel', 'tick-1-bitcoin'], env);
    expect(cancelled.code).toBe(0);
    expect(cancelled.stdout).toContain('The order tick-1-bitcoin is cancelled: cancelled by its owner.');
    expect(cancelled.stdout).toContain('Of 1 bitcoin it has bought nothing.');
    expect(await list(env, '--coin', 'bitcoin')).toMatchObject([{ status: 'cancelled', reserved: '0' }]);
    expect(await list(env, '--open')).toMatchObject([{ coin: 'tether', reserved: '1.5' }]);
    expect(await run(['verify'], env)).toMatchObject({ code: 0 });

    const again = await run(['orders', 'cancel', 'tick-1-bitcoin', '--json'], env);
    expect(JSON.parse(again.stdout)).toMatchObject({ order: { status: 'cancelled' } });
  });
});

describe('crypto-bot orders resolve', () => {
  /** A run whose order never arrives at Kraken, and of which nobody knows that. */
  async function anUnknownOrder() {
    const { env: scene } = await arrange();
    const { env: account, simulator } = await anAccount('kraken');
    simulator.venue.offer('XXBTZUSD', levels(['49053', '5']));
    const env = { ...scene, ...account, CRYPTO_BOT_CAPS_TICK: '110', CRYPTO_BOT_CAPS_DAY: '220' };
    expect((await run(['live', 'on', '--yes'], env)).code).toBe(0);
    simulator.faults.set('place', { kind: 'lost', acts: false });
    await run(['run', '--coins', 'bitcoin', '--notional', '100'], env);
    const [order] = await list(env, '--open');
    expect(order).toMatchObject({ status: 'sending', filledQuantity: '0' });
    return { env, order, simulator };
  }

  it('takes the word of its owner for what it bought', async () => {
    const { env, order } = await anUnknownOrder();
    const resolved = await run(
      ['orders', 'resolve', order.id, '--as', 'filled', '--quantity', '0.001', '--price', '49000', '--fee', '0.1'],
      env,
    );
    expect(resolved).toMatchObject({ code: 0, stdout: expect.stringContaining('it has bought 0.001 at 49000 each') });
    const history = JSON.parse((await run(['history', '--json'], env)).stdout).transactions;
    expect(history).toMatchObject([{ coin: 'bitcoin', quantity: '0.001', price: '49000', fee: '0.1' }]);
    expect(await list(env, '--open')).toEqual([]);
    expect(await run(['verify'], env)).toMatchObject({ code: 0 });
  });

  it('closes what was never sent when that is certain, once, and cancels nothing before that', async () => {
    const { env, order, simulator } = await anUnknownOrder();
    const cancelled = await run(['orders', 'cancel', order.id], env);
    expect([cancelled.code, cancelled.stderr]).toEqual([4, expect.stringContaining('nobody knows yet what became of')]);
    expect(await list(env, '--open')).toEqual([order]);

    simulator.venue.clock.advance(600_000);
    const later = { ...env, ...clockAhead(600_000) };
    const resolve = ['orders', 'resolve', order.id, '--as', 'never-sent', '--json'];
    const { code, stdout } = await runProcess(resolve, later);
    expect({ code, ...JSON.parse(stdout) }).toEqual({
      code: 0,
      order: {
        ...order,
        status: 'rejected',
        reserved: '0',
        reason: 'resolved by hand: never sent',
        closedAt: expect.any(String),
      },
    });
    const again = await runProcess(resolve, later);
    expect([again.code, again.stdout]).toEqual([2, expect.stringContaining('there is nothing to resolve')]);
    expect(await list(env)).toMatchObject([{ status: 'rejected', reason: 'resolved by hand: never sent' }]);
    expect(await run(['verify'], env)).toMatchObject({ code: 0 });
  });

  it('asks no other exchange than the one that has the order', async () => {
    const { env, order } = await anUnknownOrder();
    const { env: elsewhere } = await anAccount('coinbase');
    for (const args of [
      ['cancel', order.id],
      ['resolve', order.id, '--as', 'never-sent'],
    ]) {
      const { code, stderr } = await run(['orders', ...args], { ...env, ...elsewhere });
      expect([code, stderr]).toEqual([2, expect.stringContaining('is for the broker kraken, not coinbase')]);
    }
    expect(await list(env, '--open')).toEqual([order]);
  });

  it('does not say that an order was never sent while it may still arrive, nor that it bought more than it is for', async () => {
    const { env, order } = await anUnknownOrder();
    const early = await run(['orders', 'resolve', order.id, '--as', 'never-sent'], env);
    expect([early.code, early.stderr]).toEqual([4, expect.stringContaining('may still turn up until')]);
    const filled = ['orders', 'resolve', order.id, '--as', 'filled', '--price', '1'];
    const more = await run([...filled, '--quantity', '9'], env);
    expect([more.code, more.stderr]).toEqual([2, expect.stringContaining('is for')]);
    const paidBack = await run([...filled, '--fee', '-1'], env);
    expect([paidBack.code, paidBack.stderr]).toEqual([2, expect.stringContaining('--fee is "-1"')]);
    expect(await list(env, '--open')).toEqual([order]);
    expect(await run([...filled, '--fee', '0'], env)).toMatchObject({ code: 0 });
    expect(await list(env)).toMatchObject([{ status: 'filled', fee: '0', feeCurrency: null }]);
  });
});
