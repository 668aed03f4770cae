import type { CoinId } from '../../../core/model.js';
import { grouped } from '../../../core/values/numbers/grouped.js';
import { briefTime } from '../../../core/values/times/brief.js';
import type { PriceTable } from '../price-table.js';
import { gapsOf } from './gaps.js';

/** What is missing in price files, and may mislead who relies on them. */
export interface FileProblem {
  readonly code: 'gap' | 'market-cap-missing' | 'ended';
  readonly coin: CoinId;
  readonly message: string;
}

/** What is missing of some coins between two instants, both included: rows, market caps where there are some, the last rows. */
export function findProblems(table: PriceTable, coins: readonly CoinId[], since: Date, until: Date): FileProblem[] {
  return coins.flatMap((coin): FileProblem[] => {
    const places = table.instants.flatMap((at, instant) =>
      at >= since && at <= until && table.priceAt(coin, instant) ? [instant] : [],
    );
    const times = places.flatMap((place) => table.instants[place] ?? []);
    const last = times.at(-1);
    if (!last) return [];
    const gaps = gapsOf(times);
    const missing = gaps.reduce((sum, gap) => sum + gap.missing, 0);
    const uncapped = table.hasMarketCaps ? places.filter((place) => !table.marketCapAt(coin, place)).length : 0;
    return [
      ...(gaps[0]
        ? [
            {
              code: 'gap' as const,
              coin,
              message: `${missing === 1 ? '1 price is' : `${grouped(String(missing))} prices are`} missing in ${gaps.length === 1 ? '1 gap' : `${grouped(String(gaps.length))} gaps`}, the first after ${briefTime(gaps[0].after)}`,
            },
          ]
        : []),
      ...(uncapped > 0
        ? [
            {
              code: 'market-cap-missing' as const,
              coin,
              message: `${grouped(String(uncapped))} of ${grouped(String(places.length))} rows have no market cap: at these times the coin is ranked last`,
            },
          ]
        : []),
      ...(last < until
        ? [
            {
              code: 'ended' as const,
              coin,
              message: `the last price is of ${briefTime(last)}: it is used for all later times`,
            },
          ]
        : []),
    ];
  });
}
