/** Rows of the table decision, with what came of them. */
import type { Refuse } from '../../../core/decisions/codec.js';
import { actions, type Decision, type RecordedDecision } from '../../../core/decisions/decision.js';
import {
  type DecisionInputs,
  decodeInputs,
  inputsVersions,
  type Kept,
  shortenInputs,
} from '../../../core/decisions/inputs.js';
import type { KeptPolicy } from '../../../core/decisions/kept-policy.js';
import type { KeptMidnight } from '../../../core/decisions/midnights.js';
import type { CoinId, Tick } from '../../../core/model.js';
import { toExactString } from '../../../core/money.js';
import { quoted } from '../../../core/values/quoted.js';
import { ledgerError } from '../../../errors.js';
import { type OrderRow, readOrder } from './order-rows.js';
import { amountReader, type Row, refuseDamaged, safelyParsed } from './rows.js';
import { readPolicy, readTick } from './tick-rows.js';

/** A tick with some of its decisions. */
type DecidedTickRow = Row<'Tick'> & {
  readonly decisions: readonly Row<'Decision'>[];
};

/** The midnights that decisions refer to, by coin. */
type Midnights = (coin: CoinId) => KeptMidnight;

/** The decisions of a tick, each with its order from what `orderOf` knows of the tick's coins. */
export function readDecisions(
  { decisions, ...row }: DecidedTickRow,
  orderOf: (tickId: string, coin: CoinId) => OrderRow | undefined,
  midnights: Midnights,
): RecordedDecision[] {
  const tick = readTick(row);
  const policy = readPolicy(row);
  return decisions.map((row) => {
    const decision = readDecision(row, policy, midnights);
    const order = orderOf(tick.id, decision.coin);
    return { tick, decision, order: order ? readOrder(order) : null };
  });
}

export function readDecision(row: Row<'Decision'>, policy: KeptPolicy | null, midnights: Midnights): Decision {
  const { tickId, coinId, symbol, price, average, action, reason, inputs } = row;
  const id = `${tickId} ${coinId}`;
  const amount = amountReader('decision', id);
  return {
    coin: coinId,
    symbol,
    price: price === null ? null : amount('price', price),
    average: average === null ? null : amount('average', average),
    action: actions.find((it) => it === action) ?? refuseDamaged('decision', id)('action', action),
    reason,
    inputs: readInputs(id, coinId, inputs, { midnight: midnights(coinId), policy }),
  };
}

function readInputs(id: string, coin: CoinId, text: string, kept: Kept): DecisionInputs | null {
  const damaged = refuseDamaged('decision', id);
  const refuse: Refuse = (path, value) => {
    if (path === 'inputs.version' && Number(value) > Math.max(...inputsVersions))
      throw ledgerError(`the decision ${quoted(id)} was made by a newer version of crypto-bot: upgrade crypto-bot`);
    return damaged(path, value);
  };
  const json = safelyParsed(text);
  if (json === undefined) return refuse('inputs', text);
  return json === null ? null : decodeInputs(coin, json, kept, refuse);
}

/** The row of a decision, of a tick whose row has this policy. */
export function decisionRow(
  { id: tickId, startedAt }: Tick,
  decision: Decision,
  policy: KeptPolicy | null,
): Row<'Decision'> {
  const { coin, symbol, price, average, action, reason, inputs } = decision;
  return {
    tickId,
    decidedAt: startedAt,
    coinId: coin,
    symbol,
    price: price && toExactString(price),
    average: average && toExactString(average),
    action,
    reason,
    inputs: JSON.stringify(inputs && shortenInputs(inputs, policy)),
  };
}
