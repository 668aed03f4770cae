import { Chalk } from 'chalk';
import type { ExchangeBroker } from '../../broker/exchange/exchange-broker.js';
import type { Inspection } from '../../broker/exchange/inspect.js';
import { LIVE, type Opening, turnOn } from '../../broker/live.js';
import { mostCoins, mostNotional } from '../../core/decisions/forecast.js';
import { Decimal, ZERO } from '../../core/money.js';
import { CryptoBotError, configError } from '../../errors.js';
import { claimFor, refuseOtherBroker } from '../../ledger/broker-check.js';
import type { Ledger } from '../../ledger/ledger.js';
import { refuseOtherMarket } from '../../ledger/market-check.js';
import { createDryRunLedger } from '../../ledger/memory/dry-run-ledger.js';
import { type Allowance, renderAllowance } from '../../report/live.js';
import { untilDeadline } from '../../runtime/deadline.js';
import { policyOf, universeOf } from '../../settings/policy.js';
import { defineCommand } from '../command.js';
import type { Context } from '../context.js';
import { flag } from '../input.js';
import { printRecorded } from '../print-recorded.js';
import { coinsOf } from './coins-of.js';

/** Lets runs on this ledger spend real money with this key, once it was said what that allows. */
export const command = defineCommand({
  options: { yes: flag('--yes', 'turn it on; without it, only what that allows is printed') },
  examples: ['crypto-bot live on         says what it would allow, and changes nothing', 'crypto-bot live on --yes'],
  exitCodes: { 2: 'wrong usage, configuration or key, or --yes is missing', 4: 'the exchange did not answer' },
  run: async (context, { yes }) => {
    const { config, ports, terminal, log, color, deadline } = context;
    const { capTick, capDay, capMonth } = config;
    if (!capTick || !capDay)
      throw configError(
        'a real exchange needs caps.tick and caps.day, the most that a tick and a UTC day may spend: set both',
      );
    // Nothing is written, and no ledger begun, before the exchange has taken the key.
    const known = createDryRunLedger(await ports.openLedger('read', { isQuiet: true }));
    let exchange: ExchangeBroker;
    let inspection: Inspection;
    try {
      exchange = await ports.openExchange(known);
      await refuseOtherMarket(known, config);
      await refuseOtherBroker(known, exchange.name);
      inspection = await untilDeadline(inspect(exchange, context, known), deadline);
    } finally {
      await known.close();
    }
    const key = exchange.keyHash();
    const allowance: Allowance = {
      ...inspection,
      ledger: context.redact(config.databaseUrl),
      quoteCurrency: config.quoteCurrency,
      maxSlippageBps: config.maxSlippageBps,
      mostPerTick: capTick,
      mostPerDay: capDay,
      mostPerMonth: capMonth ?? capDay.times(31),
      needed: neededBeyond(capTick, context, inspection),
    };
    const said = renderAllowance(allowance, new Chalk({ level: color ? 1 : 0 }));
    if (!yes) {
      await terminal.print(said);
      terminal.complain('nothing was changed: to turn it on, repeat with --yes');
      return 2;
    }
    const ledger = await ports.openLedger('write', { isQuiet: true });
    try {
      const at = new Date();
      await claimFor(ledger, exchange.name, at);
      const opening = await openingOf(ledger, inspection);
      await ledger.changeSetting(LIVE, (before) => turnOn(before, { broker: exchange.name, key, at, opening }), at);
      log.info(`live: on for ${exchange.name}`);
      return await printRecorded(context, `${said}Live is on.\n`);
    } finally {
      await ledger.close();
    }
  },
});

/** Throws a config CryptoBotError for a key that the exchange refuses: here it is what was asked about. */
async function inspect(exchange: ExchangeBroker, { config }: Context, ledger: Ledger): Promise<Inspection> {
  try {
    const inspection = await exchange.inspect(await coinsOf(config, ledger));
    if (inspection.permissions.trade === false)
      throw configError(`the key for ${inspection.title} may not trade: give it that right, or make another one`);
    return inspection;
  } catch (error) {
    if (!(error instanceof CryptoBotError) || error.code !== 'broker' || error.retryable) throw error;
    throw configError(error.message, { cause: error });
  }
}

/** What a tick with all its buys costs, slippage and fees included. Null unless its cap allows the buys and not that. */
function neededBeyond(capTick: Decimal, { config }: Context, { pairs }: Inspection): Decimal | null {
  const { strategy, sizing } = policyOf(config);
  const oneBuy = strategy.namesAmount ? undefined : mostNotional(sizing);
  if (!oneBuy) return null;
  const feeRate = Decimal.max(ZERO, ...pairs.flatMap((pair) => pair.feeRate ?? []));
  const buys = oneBuy.times(mostCoins(universeOf(config)));
  const needed = buys.times(config.maxSlippageBps.div(10_000).plus(1)).times(feeRate.plus(1));
  return capTick.gte(buys) && capTick.lt(needed) ? needed.toDecimalPlaces(2, Decimal.ROUND_UP) : null;
}

async function openingOf(ledger: Ledger, { balances }: Inspection): Promise<Opening> {
  const holdings = await ledger.loadHoldings();
  return {
    balances: new Map([...balances].map(([currency, { free, held }]) => [currency, free.plus(held)])),
    positions: new Map(holdings.map(({ coin, quantity }) => [coin, quantity])),
  };
}
