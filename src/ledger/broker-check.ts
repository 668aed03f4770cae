import { settingsOf } from '../core/broker-name.js';
import { configError } from '../errors.js';
import type { Ledger } from './ledger.js';
import { nameOf, orAnother } from './other-ledger.js';

/** The name of the ledger's setting: the broker that it belongs to. A ledger on paper has none. */
export const BROKER = 'broker';

const PAPER = 'paper';

/** The exchange that a ledger belongs to; null where it is for paper, or for nobody yet. */
export function exchangeOf(ledger: Pick<Ledger, 'loadSetting'>): Promise<string | null> {
  return ledger.loadSetting(BROKER);
}

/** Throws a config CryptoBotError when the ledger belongs to another broker. */
export async function refuseOtherBroker(
  ledger: Pick<Ledger, 'place' | 'loadSetting' | 'loadMarket'>,
  asked: string,
): Promise<void> {
  const own = await exchangeOf(ledger);
  if (own === asked || (own === null && asked === PAPER)) return;
  // What is bought before anything is said is bought on paper.
  if (own !== null || (await ledger.loadMarket()) !== null) throw otherBrokerError(own ?? PAPER, asked, ledger.place);
}

/** As `refuseOtherBroker`, and makes a ledger that belongs to nobody yet that broker's. */
export async function claimFor(
  ledger: Pick<Ledger, 'place' | 'loadSetting' | 'loadMarket' | 'changeSetting'>,
  asked: string,
  at: Date,
): Promise<void> {
  await refuseOtherBroker(ledger, asked);
  if (asked === PAPER) return;
  const own = await ledger.changeSetting(BROKER, (before) => before ?? asked, at);
  if (own !== asked) throw otherBrokerError(own, asked, ledger.place);
}

/** The ledger, which becomes that broker's with the first tick that it promises, and not by a run that fails before. */
export function claimedByTick(ledger: Ledger, asked: string, at: Date): Ledger {
  return {
    ...ledger,
    begin: async (...beginning) => {
      await claimFor(ledger, asked, at);
      return ledger.begin(...beginning);
    },
  };
}

function otherBrokerError(own: string, asked: string, place: string | null) {
  return configError(
    `${nameOf(place)} is for the broker ${own}, not ${asked}, and stays so: set ${settingsOf(own, asked)}, or ${orAnother(place, own)}`,
  );
}
