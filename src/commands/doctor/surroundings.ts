import type { MarketReport } from '../../market/market.js';
import type { Context, FoundLedger } from '../context.js';
import { ledgerWaitMs, SettingsUnread, type Surroundings } from './check.js';

const TIMEOUT_MS = 3000;
const ETC = '/etc';

/** Of settings that were read. What several checks ask is asked when the first one does. */
export function surroundingsOf(context: Context, timeoutMs = TIMEOUT_MS, etc = ETC): Surroundings {
  let found: Promise<FoundLedger> | undefined;
  let asked: Promise<MarketReport | null> | undefined;
  const surroundings: Surroundings = {
    context: () => context,
    wrongSettings: null,
    timeoutMs,
    etc,
    findLedger: () => {
      found ??= context.ports.findLedger(ledgerWaitMs(surroundings));
      return found;
    },
    askMarket: () => {
      asked ??= askMarket(context);
      return asked;
    },
  };
  return surroundings;
}

/** Of settings with which something is wrong: what needs them cannot be looked at. */
export function surroundingsWithout(wrongSettings: string): Surroundings {
  const refuse = () => {
    throw new SettingsUnread();
  };
  return { context: refuse, wrongSettings, timeoutMs: TIMEOUT_MS, etc: ETC, findLedger: refuse, askMarket: refuse };
}

async function askMarket({ config, ports }: Context): Promise<MarketReport | null> {
  const market = await ports.openMarket(config);
  try {
    return (await market.examine?.()) ?? null;
  } finally {
    await market.close();
  }
}
