import { Chalk } from 'chalk';
import { slotUnits } from '../../core/calendar.js';
import { type Carried, forecast, NOTHING_CARRIED } from '../../core/decisions/forecast.js';
import { knownCoins } from '../../core/known-coins.js';
import { idsNamed } from '../../core/misnamed.js';
import { oneOf } from '../../core/values/one-of.js';
import { CryptoBotError } from '../../errors.js';
import { refuseOtherBroker } from '../../ledger/broker-check.js';
import type { Ledger } from '../../ledger/ledger.js';
import { refuseOtherMarket } from '../../ledger/market-check.js';
import { parsePostgresqlUrl } from '../../ledger/postgresql/url.js';
import { quotaOf } from '../../market/coingecko/quotas.js';
import { type Misnamed, renderCheck, renderCheckJson } from '../../report/settings/check.js';
import { policyOf, universeOf } from '../../settings/policy.js';
import { type SettingName, settings } from '../../settings/settings.js';
import { defineCommand } from '../command.js';
import type { Context } from '../context.js';
import { json } from '../format.js';
import { option } from '../input.js';

const DAYS = 30;

/** Says what some days of these settings can cost; reading them has found no problem. */
export const command = defineCommand({
  options: {
    every: option('--every <unit>', 'how often run is to be run', oneOf(slotUnits), { fallback: 'hour' }),
    json,
  },
  examples: [
    'crypto-bot config check                for the crontab line of every hour',
    'crypto-bot config check --every day --json',
  ],
  exitCodes: { 5: null },
  run: async (context, { every, json }) => {
    const { config, terminal, color } = context;
    if (/^postgres/.test(config.databaseUrl)) parsePostgresqlUrl(config.databaseUrl);

    const { market, quoteCurrency, configFile } = config;
    const policy = policyOf(config);
    const { carried, misnamed, unread } = await readLedger(context);
    const schedule = { from: config.now, days: DAYS, every, oncePer: config.oncePer ?? null };
    const check = {
      configFile,
      schedule,
      policy,
      market,
      quoteCurrency,
      forecast: forecast(schedule, universeOf(config), policy, carried),
      feesOnTop: config.broker !== 'paper',
      unread,
      misnamed,
      unusedKey: unusedKeyOf(config),
      quota: quotaOf(market, config.coingeckoPlan),
    };
    await terminal.print(json ? renderCheckJson(check) : renderCheck(check, new Chalk({ level: color ? 1 : 0 })));
    return 0;
  },
});

/** What a ledger says of the settings. */
interface Said {
  readonly carried: Carried;
  readonly misnamed: readonly Misnamed[];
  /** Why it could not be read; null where it could. */
  readonly unread: string | null;
}

/** Throws a config CryptoBotError where no run could use the ledger. */
async function readLedger({ config, ports }: Context): Promise<Said> {
  try {
    const ledger = await ports.openLedger('read', { isQuiet: true });
    try {
      await refuseOtherMarket(ledger, config);
      await refuseOtherBroker(ledger, config.broker);
      const carried = { coins: await ledger.loadCarried(), openOrders: await ledger.loadOpenOrders() };
      return { carried, misnamed: await findMisnamed(config, ledger), unread: null };
    } finally {
      await ledger.close();
    }
  } catch (error) {
    if (!(error instanceof CryptoBotError) || error.code === 'config') throw error;
    return { carried: NOTHING_CARRIED, misnamed: await findMisnamed(config, null), unread: error.message };
  }
}

/** Symbols and names in settings that take ids, as far as the ledger and the list of the largest coins know them. */
async function findMisnamed(config: Context['config'], ledger: Pick<Ledger, 'findCoins'> | null): Promise<Misnamed[]> {
  const words = {
    coins: config.coins ?? [],
    include: config.include ?? [],
    exclude: config.exclude ?? [],
    exchangePairs: [...(config.exchangePairs?.keys() ?? [])],
  };
  const found: Misnamed[] = [];
  for (const [name, own] of Object.entries(words) as [SettingName, readonly string[]][]) {
    for (const word of own) {
      const known = (await ledger?.findCoins(word)) ?? [];
      const ids = known.some(({ id }) => id === word) || knownCoins.has(word) ? [] : idsNamed(word, known);
      if (ids.length > 0) found.push({ setting: settings[name].key, word, ids });
    }
  }
  return found;
}

/** The name of a key that the plan makes useless. */
function unusedKeyOf({ market, coingeckoPlan, given }: Context['config']): string | null {
  return market === 'coingecko' && coingeckoPlan === 'keyless' ? (given.coingeckoApiKey?.name ?? null) : null;
}
