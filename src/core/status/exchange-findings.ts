import { DAY_MS } from '../calendar.js';
import { isPaidInOther } from '../fill.js';
import { toExactString } from '../money.js';
import type { StatusFacts } from './facts.js';
import { type Finding, finding } from './finding.js';

/** What is told of fills for as long. */
const RECENT_MS = 7 * DAY_MS;

/** The parts of the status that look for trouble with a broker that trades for real, in the order in which they are told. */
export const exchangeChecks: readonly ((facts: StatusFacts) => Finding[])[] = [
  findLateFills,
  findFees,
  findDifferences,
];

/** An order that nobody had, and that was filled all the same. */
function findLateFills({ now, recentOrders }: StatusFacts): Finding[] {
  return recentOrders.flatMap(({ id, coin, fills }) => {
    const late = fills.find(({ lateDay, at }) => lateDay !== null && isRecent(at, now));
    return late
      ? [
          finding(
            'late-fill',
            `the order ${id} of ${coin} was filled after it was closed, and counts against the caps of ${late.lateDay}`,
            `see "crypto-bot orders --coin ${coin}"; what it has spent is spent`,
          ),
        ]
      : [];
  });
}

/** Told once for each currency, however many fees there were. */
function findFees({ now, recentOrders }: StatusFacts): Finding[] {
  const others = recentOrders.flatMap(({ pair, fills }) =>
    fills.flatMap((fill) => (isRecent(fill.at, now) && isPaidInOther(fill, pair) ? (fill.feeCurrency ?? []) : [])),
  );
  return [...new Set(others)].map((currency) =>
    finding(
      'third-currency-fee',
      `fees were paid in ${currency}, which is neither the coin nor the quote currency: they count for nothing in the ledger`,
      'pay fees in the quote currency, as the exchange lets you set, or take them into account yourself',
    ),
  );
}

function findDifferences({ account, openOrders }: StatusFacts): Finding[] {
  if (account === null) return [];
  if ('problem' in account)
    return [
      finding(
        'exchange',
        `the exchange does not tell what is in the account: ${account.problem}`,
        'see "crypto-bot exchange"',
      ),
    ];
  const wrong = account.coins.filter(
    ({ coin, expected, actual }) => !expected.equals(actual) && !openOrders.some((order) => order.coin === coin),
  );
  return wrong.map(({ coin, expected, actual }) =>
    finding(
      'balance-differs',
      `the account holds ${toExactString(actual)} of ${coin}, and ${toExactString(expected)} by the ledger`,
      actual.lessThan(expected)
        ? 'see at the exchange what was sold or withdrawn; the ledger knows only what it has bought'
        : 'see at the exchange what was bought or deposited beside; the ledger knows only what it has bought',
    ),
  );
}

function isRecent(at: Date, now: Date): boolean {
  return at.getTime() >= now.getTime() - RECENT_MS;
}
