import { nameOfBroker } from '../../core/broker-name.js';
import type { CoinId, Quote } from '../../core/model.js';
import { type Decimal, ZERO } from '../../core/money.js';
import type { Account, Terms } from '../../core/order/instrument.js';
import { isOpen, type OrderRecord } from '../../core/order/order.js';
import type { Permit } from '../../core/order/permit.js';
import { brokerError, configError } from '../../errors.js';
import type { Broker } from '../broker.js';
import { type Inspection, inspect } from './inspect.js';
import type { Holdings, Keys, Pair, SentOrder } from './model.js';
import { cancelOrder } from './orders/cancel-order.js';
import { orderChecker } from './orders/check-order.js';
import { findOrders } from './orders/find-orders.js';
import { clockProblem, deviationProblem } from './orders/guards.js';
import { placeOrder, type SendingLimits } from './orders/place-order.js';
import { type CoinPair, findPairs } from './pairs/find-pairs.js';
import type { PairStore } from './pairs/pair-cache.js';
import { chooseSymbol, type PairChoice, quoteOf } from './pairs/pairs.js';
import { exchangeApis } from './registry.js';
import { type ConnectionSettings, connect } from './wire/connection.js';
import { hashOfKey } from './wire/key-file.js';

export interface ExchangeSettings {
  readonly connection: Omit<ConnectionSettings, 'keys'>;
  /** Called when the exchange is first asked, and for the key's hash. Throws a config CryptoBotError where there is no key. */
  readonly readKeys: () => Keys;
  readonly choice: PairChoice;
  /** How far above the price decided on may be paid, in hundredths of a percent. */
  readonly maxSlippageBps: Decimal;
  /** How far what the exchange asks may be from the market's price. */
  readonly maxDeviationPercent: Decimal;
  /** How long an order that was not seen may still turn up after it could last have arrived. */
  readonly graceMs: number;
  readonly sending: SendingLimits;
  readonly pairStore: PairStore;
  readonly permit: Permit;
}

export interface ExchangeBroker extends Broker {
  /** What the ledger remembers of the key. Throws a config CryptoBotError where there is none. */
  keyHash(): string;
  /** What the exchange calls a coin, such as BTC, by its pair; null where none is named or built in. */
  currencyOf(coin: CoinId): string | null;
  /**
   * What the account and its key allow for some coins; with `checksOrders`, also whether the exchange would take the smallest
   * order of each, which it does not place. Throws as `account` does, and a usage CryptoBotError where it cannot check orders.
   */
  inspect(coins: readonly CoinId[], options?: { readonly checksOrders: boolean }): Promise<Inspection>;
}

/** Trades at an exchange. Nothing of ccxt is loaded, and no key read, before it is asked. */
export function createExchangeBroker(settings: ExchangeSettings): ExchangeBroker {
  const { choice, maxSlippageBps, maxDeviationPercent, graceMs, sending, pairStore } = settings;
  const { exchange } = choice;
  const { sandbox } = settings.connection;
  let opening: ReturnType<typeof open> | undefined;
  let holdingsAsked: Promise<Holdings> | undefined;
  const known = new Map<string, Pair>();

  async function open() {
    const api = await exchangeApis[exchange]();
    if (sandbox && !api.hasTestnet) throw configError(`${api.title} has no sandbox that trades: use --dry-run`);
    const keys = settings.readKeys();
    const problem = api.keyProblem(keys);
    if (problem !== null) throw configError(`the key for ${api.title} cannot be used: ${problem}`);
    return { api, connection: connect(api, { ...settings.connection, keys }), store: pairStore };
  }

  function opened(): ReturnType<typeof open> {
    opening ??= open();
    return opening;
  }

  async function pairsOf(coins: readonly CoinId[]): Promise<ReadonlyMap<CoinId, CoinPair>> {
    const found = await findPairs(await opened(), coins, choice);
    for (const { pair } of found.values()) if (pair) known.set(pair.symbol, pair);
    return found;
  }

  /** What is there now; where the fee was asked for a moment ago, what there was then. */
  async function holdings({ isForFee = false } = {}): Promise<Holdings> {
    const { api, connection } = await opened();
    const asked = holdingsAsked ?? api.account(connection);
    holdingsAsked = isForFee ? asked : undefined;
    return asked;
  }

  async function instruments(quotes: readonly Quote[]): Promise<ReadonlyMap<CoinId, Terms>> {
    const { api, connection } = await opened();
    const clock = clockProblem(api.title, await connection.skewMs());
    if (clock !== null) throw brokerError(`${clock}: set it`);
    const found = await pairsOf(quotes.map(({ coin }) => coin));
    const wrong = [...found.values()].flatMap(({ cause, problem }) => (cause === 'settings' ? [problem] : []));
    if (wrong.length > 0) throw configError(wrong.join('\n  '));
    const pairs = [...found.values()].flatMap(({ pair }) => pair ?? []);
    const asks = pairs.length > 0 ? await api.asks(connection, pairs) : new Map<string, Decimal>();
    const isFeeOfAccount = pairs.some(({ feeRate }) => feeRate === null);
    const feeRate = isFeeOfAccount ? (await holdings({ isForFee: true })).feeRate : null;

    const termsOf = ({ coin, price }: Quote): Terms => {
      const { pair, problem, cause } = found.get(coin) ?? { pair: null, problem: null, cause: null };
      if (!pair) return { unavailable: problem ?? `${api.title} has no pair`, isProblem: cause !== 'none' };
      const deviation = deviationProblem(api.title, price, asks.get(pair.symbol), maxDeviationPercent);
      if (deviation !== null) return { unavailable: deviation, isProblem: true };
      const fee = pair.feeRate ?? feeRate;
      if (fee === null) return { unavailable: `${api.title} does not tell its fee for ${coin}`, isProblem: true };
      const { symbol, step, tick, minimumQuantity, minimumNotional } = pair;
      return {
        pair: symbol,
        step,
        tickSize: tick,
        minimumQuantity,
        minimumNotional,
        feeRate: fee,
        slippageBps: maxSlippageBps,
      };
    };
    return new Map(quotes.map((quote) => [quote.coin, termsOf(quote)]));
  }

  return {
    keyHash: () => hashOfKey(settings.readKeys()),
    name: nameOfBroker(exchange, { isSandbox: sandbox }),
    isRemote: true,
    permit: settings.permit,
    instruments,
    async account(): Promise<Account> {
      const { balances } = await holdings();
      // Exchanges leave out what an account does not have; an answer that is not whole was refused before.
      return { spendable: balances.get(quoteOf(choice))?.free ?? ZERO, balances };
    },
    async place(order) {
      const { api, connection } = await opened();
      const sent = sentOrder(order);
      const pair = known.get(sent.symbol);
      if (!pair) return { kind: 'refused', reason: `not sent: ${sent.symbol} was not looked up in this run` };
      return placeOrder(api, connection, sent, pair, sending);
    },
    async find(orders) {
      const { api, connection } = await opened();
      const looked = orders.map((order) => ({ ...sentOrder(order), isClosed: !isOpen(order) }));
      const findings = await findOrders(api, connection, looked, graceMs);
      return new Map(
        orders.flatMap(({ id, clientOrderId }) => {
          const finding = findings.get(clientOrderId);
          return finding ? [[id, finding]] : [];
        }),
      );
    },
    async cancel(order) {
      const { api, connection } = await opened();
      await cancelOrder(api, connection, sentOrder(order), order.exchangeId, sending.postTimeoutMs);
    },
    currencyOf(coin) {
      const chosen = chooseSymbol(coin, choice);
      return 'symbol' in chosen ? (chosen.symbol.split('/')[0] ?? null) : null;
    },
    async inspect(coins, { checksOrders } = { checksOrders: false }) {
      const { api, connection } = await opened();
      const check = checksOrders ? orderChecker(api, connection) : null;
      return inspect(api, connection, await pairsOf(coins), await holdings(), check);
    },
  };
}

/** An order as it is spoken of with an exchange: one that was to be sent, at most at a price, for a pair. */
function sentOrder({ id, clientOrderId, pair, quantity, limitPrice, sentAt }: OrderRecord): SentOrder {
  if (pair === null || limitPrice === null || sentAt === null) throw new Error(`the order ${id} was never to be sent`);
  return { clientOrderId, symbol: pair, quantity, limitPrice, sentAt };
}
