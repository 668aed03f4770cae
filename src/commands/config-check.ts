import { Chalk } from 'chalk';
import type { Flags } from '../config.js';
import { type SlotUnit, slotUnits } from '../core/calendar.js';
import { forecast } from '../core/decisions/forecast.js';
import { usageError } from '../errors.js';
import { parsePostgresqlUrl } from '../ledger/postgresql/url.js';
import { quotaOf } from '../market/coingecko/quotas.js';
import { renderCheck, renderCheckJson } from '../report/check.js';
import { policyOf, universeOf } from '../settings/policy.js';
import type { Context } from './context.js';

const DAYS = 30;

/**
 * `crypto-bot config check`: says what some days of these settings can cost; reading them has found no problem. Returns
 * the exit code.
 */
export async function configCheck({ config, terminal, color }: Context, { every, json }: Flags): Promise<number> {
  const unit = readUnit(every);
  if (/^postgres/.test(config.databaseUrl)) parsePostgresqlUrl(config.databaseUrl);

  const { market, quoteCurrency, configFile } = config;
  const policy = policyOf(config);
  const schedule = { from: config.now, days: DAYS, every: unit, oncePer: config.oncePer ?? null };
  const check = {
    configFile,
    schedule,
    policy,
    market,
    quoteCurrency,
    forecast: forecast(schedule, universeOf(config), policy),
    quota: quotaOf(market, config.coingeckoPlan),
  };
  await terminal.print(json ? renderCheckJson(check) : renderCheck(check, new Chalk({ level: color ? 1 : 0 })));
  return 0;
}

function readUnit(every: unknown = 'hour'): SlotUnit {
  const unit = slotUnits.find((it) => it === every);
  if (unit) return unit;
  throw usageError(`--every is ${JSON.stringify(every)}, but expected one of ${slotUnits.join(', ')}, such as hour`);
}
