import { randomBytes } from 'node:crypto';
import { Chalk } from 'chalk';
import { createDryRunBroker } from '../../broker/dry-run-broker.js';
import type { Config } from '../../config.js';
import { slotOf } from '../../core/calendar.js';
import type { Purchase } from '../../core/order/purchase.js';
import { period } from '../../core/values/times/period.js';
import { usageError } from '../../errors.js';
import { claimedByTick, refuseOtherBroker } from '../../ledger/broker-check.js';
import { refuseEarlierClock } from '../../ledger/clock-check.js';
import type { Ledger } from '../../ledger/ledger.js';
import { createDryRunLedger } from '../../ledger/memory/dry-run-ledger.js';
import { attributionOf } from '../../market/sources.js';
import { renderMissedJson, renderTickJson } from '../../report/tick/json.js';
import { renderSettled, renderTick } from '../../report/tick/text.js';
import { untilDeadline, waitBriefly } from '../../runtime/deadline.js';
import { policyOf, universeOf } from '../../settings/policy.js';
import { type Ports, runTick, type TickResult } from '../../tick.js';
import { defineCommand } from '../command.js';
import type { Context } from '../context.js';
import { json } from '../format.js';
import { flag, option } from '../input.js';
import { newLedger } from '../new-ledger.js';
import { printRecorded } from '../print-recorded.js';
import { endingOf, endingOfTick } from './ending.js';
import { hintAfter, hintBefore } from './hints.js';
import { watchRun } from './watch.js';

/** Wires one tick, runs it, logs and prints its report. */
export const command = defineCommand({
  settings: ['top', 'coins', 'strategy', 'params', 'quantity', 'notional', 'market', 'oncePer'],
  options: {
    due: option('--due <time>', 'when this run was due: it makes no tick once the slot of that time is over', period, {
      example: '2026-11-22T22:15:00Z',
    }),
    newLedger,
    clockIsRight: flag('--clock-is-right', 'make a tick though the latest one is more than a day later'),
    dryRun: flag('--dry-run', 'decide and report, record nothing'),
    json,
    quiet: flag('-q, --quiet', 'print nothing unless something was bought or went wrong'),
  },
  examples: [
    'crypto-bot run --once-per hour --quiet       for a crontab',
    'crypto-bot run --top 5 --notional 25 --dry-run',
    'crypto-bot run --market sample --dry-run     a simulated market, no network',
  ],
  exitCodes: {
    0: 'done, nothing to do, or already recorded',
    3: 'market data unavailable for some or all coins (the others are recorded)',
    4: 'the broker failed (the plan is kept, the next run settles it)',
  },
  run: async (context, flags) => {
    const { config, log, deadline } = context;
    const { dryRun, due, newLedger: isNew } = flags;
    const missed = due ? missedSlot(due.first, config) : null;
    if (missed !== null) {
      log.warn(`this run was due in ${missed}, which is over: a price of the past cannot be bought`);
      if (flags.json) await context.terminal.print(renderMissedJson(missed));
      return 0;
    }
    log.info(
      `run: market ${config.market}, strategy ${config.strategy}, top ${config.top}${dryRun ? ', dry run' : ''}`,
    );
    if (config.coingeckoApiKey && config.coingeckoPlan === 'keyless') {
      log.info('the API key is not used, since coingecko.plan is keyless: set it to demo or pro');
    }

    let purchased: readonly Purchase[] = [];
    const watch = dryRun ? null : await watchRun(context);
    const market = await context.ports.openMarket(config);
    let ledger: Ledger | undefined;
    try {
      ledger = await context.ports.openLedger(dryRun ? 'read' : 'write', { isNew });
      const opened = watch ? await watch.opened(ledger) : createDryRunLedger(ledger);
      const broker = await context.ports.openBroker(opened);
      const own = claimedByTick(opened, broker.name, config.now);
      if (!config.isReplay && !flags.clockIsRight) await refuseEarlierClock(own, config.now);
      await refuseOtherBroker(own, broker.name);
      await hintBefore(own, context, flags);
      const ports = dryRun ? dryRunPorts({ market, broker, ledger: own }) : { market, broker, ledger: own };
      const request = {
        id: newTickId(config.now),
        now: config.now,
        oncePer: config.oncePer ?? null,
        universe: universeOf(config),
        policy: policyOf(config),
        clock: () => new Date(),
        giveUpAfterMs: config.deadlineMs + AFTER_DEADLINE_MS,
        onPurchases: (purchases: readonly Purchase[]) => {
          purchased = [...purchased, ...purchases];
        },
        ...(watch && { alsoRecord: watch.ofTick }),
      };
      const result = await untilDeadline(runTick(ports, request), deadline);
      const isSandbox = broker.isRemote && config.exchangeSandbox;
      const told = await tell(result, { dryRun, attribution: attributionOf(market.name), isSandbox }, context, flags);
      hintAfter(result, context, request.clock());
      const ending = endingOfTick(result, told.plain, context.redact);
      await watch?.end(ending);
      return ending.exitCode || told.exitCode;
    } catch (error) {
      const report = purchased.length > 0 ? await tellPurchased(purchased, dryRun, context, flags) : '';
      await watch?.end(endingOf(error, report, context.redact));
      throw error;
    } finally {
      await waitBriefly(Promise.all([ledger?.close(), market.close()]));
    }
  },
});

/** Orders of an exchange are neither placed nor looked for, since that would be to settle them. */
function dryRunPorts({ market, broker, ledger }: Ports): Ports {
  if (!broker.isRemote) return { market, broker, ledger };
  return { market, broker: createDryRunBroker(broker), ledger: { ...ledger, loadOpenOrders: async () => [] } };
}

/** A run that is out of time may still be ending. */
const AFTER_DEADLINE_MS = 60_000;

/** The slot that a run was due in, if it is over. A scheduler that repeats a run says again when it was due. */
function missedSlot(due: Date, { oncePer, now }: Config): string | null {
  if (!oncePer) throw usageError('--due needs slots: say --once-per, such as --once-per hour');
  const slot = slotOf(due, oncePer);
  return slot === slotOf(now, oncePer) ? null : slot;
}

/** Sorts by time, and differs between two runs of the same millisecond. */
function newTickId(now: Date): string {
  return `${now.toISOString().replace(/[-:.]/g, '')}-${randomBytes(4).toString('hex')}`;
}

/** What was asked of the report. */
interface Flags {
  readonly json: boolean;
  readonly quiet: boolean;
}

interface Style {
  readonly dryRun: boolean;
  readonly attribution: string | null;
  readonly isSandbox: boolean;
}

/** Reports what was bought, also when the tick itself fails. Returns the report without colours. */
async function tellPurchased(
  purchases: readonly Purchase[],
  dryRun: boolean,
  context: Context,
  flags: Flags,
): Promise<string> {
  const { config, log, color } = context;
  const render = (level: 0 | 1) =>
    renderSettled(purchases, config.quoteCurrency, { dryRun, color: new Chalk({ level }) });
  log.info(render(0).trimEnd());
  if (!flags.json) await printRecorded(context, render(color ? 1 : 0));
  return render(0);
}

/** Gives the plain report, and the exit code where it could not be printed, else 0. A dry run whose report cannot be printed is an error. */
async function tell(
  result: TickResult,
  style: Style,
  context: Context,
  flags: Flags,
): Promise<{ readonly plain: string; readonly exitCode: number }> {
  const { log, color } = context;
  for (const { coin, action, reason } of result.decisions) log.debug(`decided: ${action} ${coin}: ${reason}`);
  const plain = renderTick(result, { ...style, color: new Chalk({ level: 0 }) });
  log.info(plain.trimEnd());
  if (result.heldBack !== null) log.warn(`${result.heldBack}: no order is sent to the exchange, see crypto-bot live`);
  for (const failure of result.failures) log.warn(failure);
  for (const { problem } of result.problems) log.warn(problem);
  for (const { text } of result.begun) log.warn(text);

  if (flags.quiet && result.purchases.length === 0) return { plain, exitCode: 0 };
  const report = flags.json
    ? renderTickJson(result, style)
    : renderTick(result, { ...style, color: new Chalk({ level: color ? 1 : 0 }) });
  if (!style.dryRun) return { plain, exitCode: await printRecorded(context, report) };
  await context.terminal.print(report);
  return { plain, exitCode: 0 };
}
