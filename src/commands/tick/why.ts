import { Chalk } from 'chalk';
import type { RecordedDecision } from '../../core/decisions/decision.js';
import { recompute } from '../../core/decisions/recompute.js';
import type { CoinId } from '../../core/model.js';
import { count } from '../../core/values/numbers/count.js';
import { period } from '../../core/values/times/period.js';
import { exchangeOf } from '../../ledger/broker-check.js';
import type { Ledger } from '../../ledger/ledger.js';
import { PRUNED_BEFORE } from '../../ledger/pruned.js';
import { type Explanation, renderExplanations } from '../../report/explanation.js';
import { renderExplanationsJson } from '../../report/explanation-json.js';
import { renderSandboxNote } from '../../report/format/sandbox-note.js';
import { coinName } from '../../settings/kinds/names.js';
import { defineCommand } from '../command.js';
import type { Context } from '../context.js';
import { findCoin } from '../find-coin.js';
import { json } from '../format.js';
import { argument, option } from '../input.js';

/** Prints what was decided and from what, newest first, and decides it again. */
export const command = defineCommand({
  uses: [],
  arguments: {
    coinAsked: argument('[coin]', 'only this coin, by id (bitcoin), symbol (btc) or name', coinName, {
      example: 'bitcoin',
    }),
  },
  options: {
    at: option('--at <time>', 'as of this UTC time or the end of this day: the latest tick not after it', period, {
      example: period.example,
    }),
    last: option('--last <n>', 'the latest so many decisions on the coin, or ticks', count(1, 999_999_999), {
      fallback: 1,
      example: '5',
    }),
    json,
  },
  examples: [
    'crypto-bot why                               all coins of the latest tick',
    'crypto-bot why bitcoin --last 5',
    'crypto-bot why btc --at 2026-11-22T12:00:00Z --json',
  ],
  run: async (context, { coinAsked, at, last, json }) => {
    const ledger = await context.ports.openLedger('read');
    try {
      const coin = coinAsked === undefined ? undefined : await findCoin(ledger, coinAsked, '');
      const query = { ticks: last, ...(at && { at: at.last }), ...(coin !== undefined && { coin }) };
      const explanations = explain(ledger.streamDecisions(query));
      const chunks = json
        ? renderExplanationsJson(explanations)
        : renderExplanations(
            explanations,
            styleOf(context, () => renderNothing(ledger, query)),
          );
      for await (const chunk of chunks) {
        if (!(await context.terminal.print(chunk))) return 0;
      }
      if (!json) await context.terminal.print(renderSandboxNote(await exchangeOf(ledger)));
      return 0;
    } finally {
      await ledger.close();
    }
  },
});

async function* explain(decisions: AsyncIterable<RecordedDecision>): AsyncGenerator<Explanation> {
  for await (const recorded of decisions) yield { recorded, again: recompute(recorded) };
}

function styleOf({ terminal, color }: Context, renderNothing: () => Promise<string>) {
  return { width: terminal.columns, color: new Chalk({ level: color ? 1 : 0 }), renderNothing };
}

/** Why there is nothing to print. */
async function renderNothing(ledger: Ledger, { coin, at }: { coin?: CoinId; at?: Date }): Promise<string> {
  if ((await ledger.loadMarket()) === null)
    return 'Nothing is recorded yet. The first tick is made with: crypto-bot run\n';
  const what = coin === undefined ? 'No decision' : `No decision on ${coin}`;
  const pruned = await ledger.loadSetting(PRUNED_BEFORE);
  const why = pruned === null ? '' : ` Those before ${pruned} were deleted by crypto-bot prune.`;
  return `${what} is recorded${at ? ` at ${at.toISOString()} or before` : ''}.${why}\n`;
}
