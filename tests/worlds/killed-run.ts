/** A run of the built program at an exchange that is killed, and what is settled when nothing can arrive any more. */
import { settleOrders } from '../../src/act/settle-orders.js';
import { createExchangeBroker } from '../../src/broker/exchange/exchange-broker.js';
import { openLedger } from '../../src/wiring.js';
import { settingsFor } from '../broker/exchange/broker-at.js';
import type { ExchangeName } from '../exchanges/account.js';
import { exchangeNamed } from '../exchanges/simulators.js';
import { accountOf, CALM, caps, type Ground, runOnce } from './live-real-world.js';
import { expectLaws, expectNothingOpen, readWorld } from './real-laws.js';
import type { Kill, OtherHost } from './real-world.js';

const NOW = '2026-11-22T10:00:00Z';
/** Beyond an order's expiry, the grace, and the time of a run that may still send. */
const AHEAD_MS = 600_000;

/** Gives how many runs were killed. The second order is carried out, and its answer lost: so it is looked for. */
export async function liveKilledRun(
  name: ExchangeName,
  kill: Kill,
  other: OtherHost | null,
  ground: Ground,
): Promise<number> {
  const { start, quote } = exchangeNamed(name);
  const simulator = await start();
  try {
    simulator.venue.payIn(quote, '1000');
    ground.setMarketTime(NOW);
    const host = { ...ground.env, ...accountOf({ exchange: name }, simulator), CRYPTO_BOT_NOW: NOW };
    const guest = { ...host, CRYPTO_BOT_HOME: ground.otherHome, CRYPTO_BOT_EXCHANGE_API_KEY: simulator.otherApiKey };
    const run = { ...CALM, placing: [null, { kind: 'lost', acts: true } as const], kill };
    const outcomes = await runOnce({ host, guest, other }, run, simulator);
    expectLaws(await readWorld(ground.url, simulator), caps);

    simulator.faults.clear();
    simulator.venue.clock.advance(AHEAD_MS);
    const ledger = await openLedger({ url: ground.url, mode: 'write' });
    const clock = () => new Date(simulator.venue.clock.now());
    const broker = createExchangeBroker(settingsFor(name, simulator, { text: null }, {}));
    const request = { id: 'the next run', now: clock(), clock, giveUpAfterMs: 120_000, onPurchases: () => {} };
    await settleOrders({ broker, ledger }, request);
    await ledger.close();
    const settled = await readWorld(ground.url, simulator);
    expectLaws(settled, caps);
    expectNothingOpen(settled);
    return outcomes.filter(({ signal }) => signal === 'SIGKILL').length;
  } finally {
    await simulator.close();
  }
}
