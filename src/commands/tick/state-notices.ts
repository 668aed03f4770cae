import type { Notice } from '../../core/records.js';
import { digestOf, lastPeriod } from '../../core/status/digest.js';
import type { StatusFacts } from '../../core/status/facts.js';
import type { FindingCode } from '../../core/status/finding.js';
import { examine } from '../../core/status/status.js';
import type { Ledger } from '../../ledger/ledger.js';
import {
  type Audience,
  DIGEST,
  digestNotices,
  type NoticeOrigin,
  problemNotices,
  type Trouble,
  topicsOf,
} from '../../notify/notices.js';
import type { Context } from '../context.js';
import { gatherFacts } from '../operations/gather-facts.js';

/**
 * What `status` finds and no other message tells, in a few words. Messages that were given up are left out: a message about them
 * would go to a service that takes none.
 */
const titles: Partial<Readonly<Record<FindingCode, string>>> = {
  'open-orders': 'orders wait',
  'order-unresolved': 'an order needs you',
  'skipped-coin': 'a coin is always skipped',
  'sample-market': 'the prices are simulated',
  'late-fill': 'an order was filled after it was closed',
  'third-currency-fee': 'a fee counts for nothing',
};
/** What is to be told of the state in which a run that made a tick leaves its ledger. Throws the ledger's errors. */
export async function stateNotices(
  ledger: Ledger,
  context: Context,
  audience: Audience,
  origin: NoticeOrigin,
  exitCode: number,
): Promise<readonly Notice[]> {
  const { events } = audience;
  if (!events.includes('problem') && !events.includes('digest')) return [];
  const facts = await gatherFacts(ledger, context);
  // A run that ended with 3 has told in its own words what it skipped.
  const codes = Object.keys(titles).filter((code) => exitCode === 0 || code !== 'skipped-coin');
  const told = await ledger.loadLatestNotices([...topicsOf(codes), DIGEST]);
  return [
    ...problemNotices(audience, origin, { codes, troubles: troublesOf(facts, codes), told }),
    ...(events.includes('digest') ? await digest(ledger, context, facts, audience, origin, told) : []),
  ];
}

function troublesOf(facts: StatusFacts, codes: readonly string[]): Trouble[] {
  const { findings } = examine(facts);
  return codes.flatMap((code) => {
    const own = findings.filter((it) => it.code === code);
    const title = titles[code as FindingCode];
    if (own.length === 0 || title === undefined) return [];
    return [{ code, title, lines: own.map(({ message, doThis }) => `${message}. To do: ${doThis}`) }];
  });
}

async function digest(
  ledger: Ledger,
  { config }: Context,
  facts: StatusFacts,
  audience: Audience,
  origin: NoticeOrigin,
  told: readonly Notice[],
): Promise<Notice[]> {
  const { from, until } = lastPeriod(config.now, config.digestEvery);
  const ticks = await ledger.loadTickTimes(from);
  const transactions = [];
  for await (const one of ledger.streamTransactions({ since: from, until })) transactions.push(one);
  const found = digestOf(config.digestEvery, { ...facts, ticks }, transactions, config.quoteCurrency);
  return digestNotices(audience, origin, found, told);
}
