/** Builds the ports from the settings: the only file that knows every implementation. */
import { createPaperBroker } from './broker/paper.js';
import {
  type Context,
  type ContextFlags,
  type FoundLedger,
  type Outside,
  openContext,
  type Ports,
} from './commands/context.js';
import { openKnownLedger } from './commands/known-ledger.js';
import { ledgerError } from './errors.js';
import type { PosterSettings } from './http/poster.js';
import { providerOf } from './ledger/database-url.js';
import type { Ledger, LedgerMarket, Mode } from './ledger/ledger.js';
import type { TableAddress, TableDatabase, TableMode } from './ledger/maintenance/tables.js';
import { createMemoryLedger } from './ledger/memory/memory-ledger.js';
import type { Database, LedgerTimeouts } from './ledger/prisma/database/database.js';
import type { UpgradedCopy } from './ledger/sqlite/upgraded-copy.js';
import { type CoingeckoSettings, createCoingecko } from './market/coingecko/coingecko.js';
import { createHttp, type HttpSettings } from './market/http/http.js';
import type { Market } from './market/market.js';
import { createSample } from './market/sample/sample.js';
import { isSource, type SourceName } from './market/sources.js';
import { type Deadline, untilDeadline } from './runtime/deadline.js';
import type { Terminal } from './runtime/terminal.js';
import { version } from './runtime/version.js';
import { type NotifyValues, servicesOf } from './settings/services.js';
import type { Values } from './settings/settings.js';

/** Opens what commands need. Throws what openContext throws. */
export function openWired(flags: ContextFlags, terminal: Terminal): Promise<Context> {
  return openContext(flags, terminal, wirePorts);
}

/** The ports that the configuration asks for, opened when a command needs them. */
function wirePorts(context: Omit<Context, 'ports'>): Ports {
  const { config, log, deadline } = context;
  const { databaseUrl, databaseTimeoutMs, now, proxies, connectTimeoutMs, answerTimeoutMs, retryDelayMs } = config;
  const timeouts = { lockTimeoutMs: databaseTimeoutMs, recoveryTimeoutMs: databaseTimeoutMs };
  const userAgent = `crypto-bot/${version}`;
  let requests = 0;
  const onRequest = () => {
    requests += 1;
  };
  const http = { userAgent, proxies, connectTimeoutMs, answerTimeoutMs, retryDelayMs, deadline, log, onRequest };
  const coingecko = { url: config.coingeckoUrl, plan: config.coingeckoPlan, apiKey: config.coingeckoApiKey };
  const openExchange = async (ledger: Ledger) => {
    const { connectExchange } = await import('./broker/exchange/connect-exchange.js');
    return connectExchange({ ...config, userAgent, deadline, log, onRequest }, ledger);
  };
  return {
    openBroker: async (ledger) => (config.broker === 'paper' ? createPaperBroker() : openExchange(ledger)),
    openExchange,
    openMarket: async (own) => openMarket({ ...own, now, coingecko, http }),
    openLedger: (mode, opening = {}) => {
      const open = async () => {
        const place = await placeOf(databaseUrl);
        const request = { url: databaseUrl, mode, ...timeouts };
        const openOwn = (beforeNew: () => void) => openLedgerThere({ ...request, beforeNew }, deadline);
        return await openKnownLedger({ ...context, ...opening, mode, place, open: openOwn });
      };
      return untilDeadline(open(), deadline).then((ledger) => ledger ?? createMemoryLedger());
    },
    openTables: (url, mode, waitMs = databaseTimeoutMs) => openTables(url, mode, waitMs),
    findLedger: (waitMs, url = databaseUrl) => findLedger(url, waitMs),
    countRequests: () => requests,
    openOutside: (runId) => openOutside(config, { userAgent, proxies, connectTimeoutMs }, runId),
  };
}

type OutsideValues = NotifyValues & Pick<Values, 'healthcheckUrl'>;

/** Loads what the settings name, and the HTTP client with the first request. */
async function openOutside(values: OutsideValues, http: PosterSettings, runId: string): Promise<Outside> {
  const [{ createPoster }, { openServices }, { openHealthcheck }] = await Promise.all([
    import('./http/poster.js'),
    import('./notify/services.js'),
    import('./notify/healthcheck.js'),
  ]);
  const poster = createPoster(http);
  const { healthcheckUrl } = values;
  return {
    services: openServices(servicesOf(values), poster),
    healthcheck: healthcheckUrl === undefined ? null : openHealthcheck(healthcheckUrl, runId, poster),
    close: () => poster.close(),
  };
}

/** What a source of prices may need to know. */
interface MarketRequest extends LedgerMarket {
  /** The time of this run. */
  readonly now: Date;
  readonly coingecko: CoingeckoSettings;
  readonly http: HttpSettings;
}

const markets: Readonly<Record<SourceName, (request: MarketRequest) => Market>> = {
  coingecko: ({ coingecko, http, now, quoteCurrency }) =>
    createCoingecko(coingecko, createHttp(http), now, quoteCurrency),
  sample: ({ now, quoteCurrency }) => createSample(now, quoteCurrency),
};

function openMarket(request: MarketRequest): Market {
  const { market } = request;
  if (isSource(market)) return markets[market](request);
  throw ledgerError(`the ledger's market ${market} is not known to this version of crypto-bot: upgrade it`);
}

export interface LedgerRequest extends Partial<LedgerTimeouts> {
  /** file:… (relative to the working directory, or absolute) or postgresql://…[?schema=…&sslmode=…] */
  readonly url: string;
  /** To write: creates and migrates the ledger as needed. To read: changes nothing; a ledger that does not exist is empty. */
  readonly mode: Mode;
  /** Called before a ledger is made; what it throws leaves all as it is. */
  readonly beforeNew?: () => void;
  /** How many transactions are in memory at a time while they are streamed. */
  readonly pageRows?: number;
}

/** For those who do not say. */
const TIMEOUTS: LedgerTimeouts = { connectTimeoutMs: 5_000, lockTimeoutMs: 20_000, recoveryTimeoutMs: 20_000 };

/**
 * Opens a ledger; only the database that the URL names is loaded. What must not be written twice is given up at the deadline.
 * Throws a config CryptoBotError for a URL that names none.
 */
export async function openLedger(request: LedgerRequest, deadline?: Deadline): Promise<Ledger> {
  return (await openLedgerThere(request, deadline)) ?? createMemoryLedger();
}

/** Null when there is no ledger to read yet. */
async function openLedgerThere(
  { url, mode, beforeNew, pageRows = 1000, ...request }: LedgerRequest,
  deadline?: Deadline,
): Promise<Ledger | null> {
  const timeouts = { ...TIMEOUTS, ...request };
  const found = await openDatabase(url, mode, timeouts, beforeNew);
  if (found === 'empty') return null;
  const database = found === 'older' ? await (await copyOfOlder(url, timeouts)).asDatabase() : found;
  const { createPrismaLedger } = await import('./ledger/prisma/prisma-ledger.js');
  return { ...createPrismaLedger(database, pageRows, timeouts, deadline), isOlder: found === 'older' };
}

/**
 * Opens a ledger's tables: to write, making them if need be; or to read. Throws a ledger CryptoBotError when there is no
 * ledger to read, and what openLedger throws.
 */
export async function openTables(url: string, mode: TableMode, lockTimeoutMs: number): Promise<TableDatabase> {
  const timeouts = { ...TIMEOUTS, lockTimeoutMs, recoveryTimeoutMs: lockTimeoutMs };
  const found = await openDatabase(url, mode === 'write' ? 'write' : 'read', timeouts); // whether it is ours
  const { connect, place, isMissing } = await addressOf(url);
  if (found === 'empty')
    throw ledgerError(
      `${place} ${isMissing() ? 'does not exist' : 'holds no ledger'}: check the name, or give another one with --db`,
    );
  if (found === 'older') return mode === 'as it is' ? connect(timeouts) : (await copyOfOlder(url, timeouts)).asTables();
  await found.close();
  return connect(timeouts);
}

async function findLedger(url: string, waitMs: number): Promise<FoundLedger> {
  const found = await openDatabase(url, 'read', { ...TIMEOUTS, lockTimeoutMs: waitMs, recoveryTimeoutMs: waitMs });
  const names = { place: await placeOf(url), name: (await addressOf(url)).place };
  if (found === 'empty') return { ...names, is: 'missing' };
  if (found === 'older') return { ...names, is: 'older' };
  await found.close();
  return { ...names, is: 'ready' };
}

/** A ledger of an older version is read from a copy of it, which is upgraded: it stays as it is. */
async function copyOfOlder(url: string, timeouts: LedgerTimeouts): Promise<UpgradedCopy> {
  const { copyUpgraded } = await import('./ledger/sqlite/upgraded-copy.js');
  return copyUpgraded(await (await addressOf(url)).connect(timeouts));
}

async function openDatabase(
  url: string,
  mode: Mode,
  timeouts: LedgerTimeouts,
  beforeNew?: () => void,
): Promise<Database | 'empty' | 'older'> {
  if (providerOf(url) === 'sqlite')
    return (await import('./ledger/sqlite/open.js')).openSqlite(url, mode, timeouts, beforeNew);
  return (await import('./ledger/postgresql/open.js')).openPostgresql(url, mode, timeouts, beforeNew);
}

/** As messages name it: no secrets. */
async function placeOf(url: string): Promise<string> {
  if (providerOf(url) === 'sqlite') return (await import('./ledger/sqlite/url.js')).filePath(url);
  return (await import('./ledger/postgresql/url.js')).parsePostgresqlUrl(url).place;
}

async function addressOf(url: string): Promise<TableAddress> {
  if (providerOf(url) === 'sqlite') return (await import('./ledger/sqlite/tables.js')).sqliteTables(url);
  return (await import('./ledger/postgresql/tables.js')).postgresqlTables(url);
}
