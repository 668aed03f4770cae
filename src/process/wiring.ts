import { ledgerError } from '../errors.js';
import type { Mode } from '../ledger/database.js';
import type { Ledger, LedgerMarket } from '../ledger/ledger.js';
import { openLedger } from '../ledger/open.js';
import { markets } from '../market/index.js';
import type { Market } from '../market/market.js';
import type { Context } from './context.js';
import { untilDeadline } from './deadline.js';
import { version } from './version.js';

/** Opens the source of prices that is asked for, with what the configuration says of it. */
export async function connectMarket({ config, log, deadline }: Context, own: LedgerMarket): Promise<Market> {
  const source = markets[own.market];
  if (!source)
    throw ledgerError(`the ledger's market ${own.market} is not known to this version of crypto-bot: upgrade it`);
  const { now, proxies, connectTimeoutMs, answerTimeoutMs, retryDelayMs } = config;
  const http = {
    userAgent: `crypto-bot/${version}`,
    proxies,
    connectTimeoutMs,
    answerTimeoutMs,
    retryDelayMs,
    deadline,
    log,
  };
  const coingecko = { url: config.coingeckoUrl, plan: config.coingeckoPlan, apiKey: config.coingeckoApiKey };
  return source.open({ now, quoteCurrency: own.quoteCurrency, coingecko, http });
}

/** Opens the configured ledger: to write, making it if need be, or to read, changing nothing. */
export function connectLedger({ config, deadline }: Context, mode: Mode): Promise<Ledger> {
  const { databaseUrl: url, databaseTimeoutMs } = config;
  const opening = openLedger({ url, mode, lockTimeoutMs: databaseTimeoutMs, recoveryTimeoutMs: databaseTimeoutMs });
  return untilDeadline(opening, deadline);
}
