import { Chalk } from 'chalk';
import type { Flags } from '../config.js';
import { endOf, parseInstant } from '../core/calendar.js';
import type { RecordedDecision } from '../core/decisions/decision.js';
import { recompute } from '../core/decisions/recompute.js';
import type { CoinId } from '../core/model.js';
import { usageError } from '../errors.js';
import type { DecisionQuery, Ledger } from '../ledger/ledger.js';
import { type Explanation, renderExplanations } from '../report/explanation.js';
import { renderExplanationsJson } from '../report/explanation-json.js';
import type { Context } from './context.js';
import { findCoin } from './find-coin.js';

/** `crypto-bot why`: prints what was decided and from what, newest first, and decides it again. Returns the exit code. */
export async function why(context: Context, coinAsked: string | undefined, flags: Flags): Promise<number> {
  const when = readWhen(flags);
  const ledger = await context.ports.openLedger('read');
  try {
    const coin = coinAsked === undefined ? undefined : await findCoin(ledger, coinAsked, '');
    const query = { ...when, ...(coin !== undefined && { coin }) };
    const explanations = explain(ledger.streamDecisions(query));
    for await (const chunk of await render(explanations, () => tellNothing(ledger, query), context, flags)) {
      if (!(await context.terminal.print(chunk))) break;
    }
    return 0;
  } finally {
    await ledger.close();
  }
}

/** Reads --at and --last. Throws one usage error that lists everything that is wrong. */
function readWhen({ at, last }: Flags): Pick<DecisionQuery, 'at' | 'ticks'> {
  const problems: string[] = [];
  const instant = at === undefined ? undefined : parseInstant(String(at));
  if (instant === null) {
    problems.push(
      `--at is ${JSON.stringify(at)}, but expected a UTC day or time, such as 2026-11-22 or 2026-11-22T12:00:00Z`,
    );
  }
  if (last !== undefined && !/^[1-9]\d{0,8}$/.test(String(last))) {
    problems.push(`--last is ${JSON.stringify(last)}, but expected a whole number from 1 to 999999999, such as 5`);
  }
  if (problems.length > 0) throw usageError(problems.join('\n'));
  return { ticks: Number(last ?? 1), ...(instant && { at: endOf(String(at), instant) }) };
}

async function* explain(decisions: AsyncIterable<RecordedDecision>): AsyncGenerator<Explanation> {
  for await (const recorded of decisions) yield { recorded, again: recompute(recorded) };
}

/** Why there is nothing to print. */
async function tellNothing(ledger: Ledger, { coin, at }: { coin?: CoinId; at?: Date }): Promise<string> {
  if ((await ledger.loadMarket()) === null)
    return 'Nothing is recorded yet. The first tick is made with: crypto-bot run\n';
  const what = coin === undefined ? 'No decision' : `No decision on ${coin}`;
  return `${what} is recorded${at ? ` at ${at.toISOString()} or before` : ''}.\n`;
}

async function render(
  explanations: AsyncIterable<Explanation>,
  tellNothing: () => Promise<string>,
  { terminal, color }: Context,
  { json }: Flags,
): Promise<AsyncIterable<string>> {
  if (json) return renderExplanationsJson(explanations);
  return renderExplanations(explanations, {
    width: terminal.columns,
    color: new Chalk({ level: color ? 1 : 0 }),
    tellNothing,
  });
}
