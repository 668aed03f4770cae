import { DAY_MS } from '../calendar.js';
import type { MissedSlots } from '../missed-slots.js';
import type { OrderRecord } from '../order/order.js';
import { exchangeChecks } from './exchange-findings.js';
import { isOfBacktest, type StatusFacts } from './facts.js';
import { type Finding, finding } from './finding.js';

/** An order that is open for longer is one that waits for something. */
const OPEN_ORDER_MS = 10 * 60_000;

/** The parts of the status that look for trouble, in the order in which they are told. */
const checks: readonly ((facts: StatusFacts, missed: MissedSlots) => Finding[])[] = [
  ({ ticks }) =>
    ticks.count > 0
      ? []
      : [finding('no-tick', 'no tick is recorded yet', 'make one with "crypto-bot run", or name the ledger with --db')],
  ({ movedTo }) =>
    movedTo === null
      ? []
      : [
          finding(
            'moved-ledger',
            `the ledger was moved to ${movedTo}, and no run writes into this one`,
            'name that one with database_url in the config file, or --db',
          ),
        ],
  findMissed,
  findFailing,
  findOrders,
  findUndelivered,
  ({ skipped }) =>
    skipped.map(({ coin, reason }) =>
      finding(
        'skipped-coin',
        `${coin} was skipped by every tick of the last day: ${reason}`,
        `see "crypto-bot why ${coin}", or leave it out with universe.exclude`,
      ),
    ),
  findUnpriced,
  ({ ticks, market }) =>
    ticks.latest[0]?.market === 'sample' && market !== 'sample'
      ? [
          finding(
            'sample-market',
            `the ledger has simulated prices of the sample market, and the settings say ${market}`,
            'name another ledger with database_url or --db',
          ),
        ]
      : [],
  ({ isOlder }) =>
    isOlder
      ? [
          finding(
            'older-ledger',
            'the ledger was made by an older version of crypto-bot',
            'make a backup with "crypto-bot backup FILE"; the next run upgrades the ledger',
          ),
        ]
      : [],
  ...exchangeChecks,
];

/** All that needs a person. In the ledger of a backtest nothing is due, and nothing waits. */
export function findTrouble(facts: StatusFacts, missed: MissedSlots): Finding[] {
  if (isOfBacktest(facts.ticks))
    return [
      finding(
        'backtest-ledger',
        'this is the ledger of a backtest, and no run goes on in it',
        'nothing where it is the backtest that you look at; else name your own ledger with database_url or --db',
      ),
    ];
  return checks.flatMap((check) => check(facts, missed));
}

/** Missed slots count while one of them is a day old at most, or nothing was recorded since. */
function findMissed({ now, ticks }: StatusFacts, { count, slots, lastEndedAt }: MissedSlots): Finding[] {
  if (!lastEndedAt) return [];
  const isRecent = lastEndedAt.getTime() >= now.getTime() - DAY_MS;
  const isOver = ticks.since.some((at) => at >= lastEndedAt);
  if (!isRecent && isOver) return [];
  const which = count === 1 ? `the slot ${slots[0]}` : `${count} slots, the first ${slots[0]},`;
  return [
    finding(
      'missed-slots',
      `${which} passed without a tick; the last one ended at ${lastEndedAt.toISOString()}`,
      'look at the crontab or timer that starts it ("crypto-bot schedule show"), and at the log',
    ),
  ];
}

function findFailing({ now, lastRun, longestRunMs }: StatusFacts): Finding[] {
  if (!lastRun || lastRun.exitCode === 0) return [];
  const { beganAt, exitCode, problem } = lastRun;
  const began = beganAt.toISOString();
  if (exitCode !== null)
    return [
      finding(
        'failing',
        `the run of ${began} ended with exit code ${exitCode}${problem === null ? '' : `: ${problem.replaceAll('\n', ' ')}`}`,
        'do what it says; the log has the details',
      ),
    ];
  if (now.getTime() - beganAt.getTime() <= longestRunMs) return [];
  return [finding('failing', `the run of ${began} did not end: it was stopped`, 'see the log and the system log')];
}

function findOrders({ now, openOrders, graceMs }: StatusFacts): Finding[] {
  const isUnresolved = ({ status, sentAt }: OrderRecord) =>
    status === 'sending' && sentAt !== null && now.getTime() - sentAt.getTime() > graceMs;
  const unresolved = openOrders.filter(isUnresolved);
  const waiting = openOrders.filter(
    (order) => !isUnresolved(order) && now.getTime() - order.promisedAt.getTime() > OPEN_ORDER_MS,
  );
  const [oldest] = waiting;
  return [
    ...unresolved.map(({ id, coin, sentAt }) =>
      finding(
        'order-unresolved',
        `nobody knows what became of the order ${id} of ${coin}, sent at ${sentAt?.toISOString()}`,
        `look it up at the exchange, then "crypto-bot orders resolve ${id} --as filled|never-sent"`,
      ),
    ),
    ...(oldest
      ? [
          finding(
            'open-orders',
            `${counted(waiting.length, 'order is', 'orders are')} open, the oldest since ${oldest.promisedAt.toISOString()}`,
            'see "crypto-bot orders --open"; the next run settles them, "crypto-bot orders cancel" ends one',
          ),
        ]
      : []),
  ];
}

/** A service that has taken a message since does not need a person, whatever it was not given before. */
function findUndelivered({ undelivered }: StatusFacts): Finding[] {
  return undelivered.flatMap(({ service, waiting, givenUp, problem }) => {
    if (givenUp === 0 && problem === null) return [];
    const counts = [
      ...(waiting > 0 ? [counted(waiting, 'message waits for another try', 'messages wait for another try')] : []),
      ...(givenUp > 0 ? [counted(givenUp, 'message is given up', 'messages are given up')] : []),
    ];
    return [
      finding(
        'undelivered',
        `${service}: ${counts.join(', ')}${problem === null ? '' : `; ${withoutName(problem, service)}`}`,
        'repair it, then "crypto-bot notify test": a message that it takes ends this',
      ),
    ];
  });
}

function withoutName(problem: string, service: string): string {
  return problem.startsWith(`${service}: `) ? problem.slice(service.length + 2) : problem;
}

/** What is held has the price of each tick, unless the market had none. After a clock that was wrong, the latest tick may be the earlier one. */
function findUnpriced({ holdings, ticks }: StatusFacts): Finding[] {
  const [latest, before] = ticks.latest;
  const isFresh = (at: Date) => !latest || !before || at >= before.startedAt || at >= latest.startedAt;
  return holdings.flatMap(({ coin, quantity, priceAt }) =>
    quantity.isZero() || (priceAt !== null && isFresh(priceAt))
      ? []
      : [
          finding(
            'unpriced-coin',
            `${coin} is held, and ${priceAt ? `has no price since ${priceAt.toISOString()}` : 'was never priced'}`,
            'see whether the market still lists it; it is valued at its last price',
          ),
        ],
  );
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
