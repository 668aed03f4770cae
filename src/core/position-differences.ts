import type { CoinId, Position } from './model.js';
import { type Decimal, toExactString } from './money.js';

/** What is kept of one coin, where it is not what its transactions make. */
export interface PositionDifference {
  readonly coin: CoinId;
  /** In words: "quantity is 3, but its transactions make 2". */
  readonly problem: string;
}

/** A position as it is kept, whose amounts may be unreadable. */
export interface KeptPosition {
  readonly coin: CoinId;
  readonly buyCount: number;
  readonly quantity: Decimal | null;
  readonly costBasis: Decimal | null;
}

/** Compares the positions that are kept with the fold of the transactions, by coin. */
export function positionDifferences(
  kept: readonly KeptPosition[],
  folded: ReadonlyMap<CoinId, Position>,
): PositionDifference[] {
  const wrong = kept.flatMap((position) => {
    const { coin } = position;
    const right = folded.get(coin);
    const problems = right ? differences(position, right) : ['is kept, but there are no transactions of it'];
    return problems.map((problem) => ({ coin, problem }));
  });
  const coins = new Set(kept.map(({ coin }) => coin));
  const missing = [...folded.values()]
    .filter(({ coin }) => !coins.has(coin))
    .map(({ coin, quantity }) => ({
      coin,
      problem: `is not kept, but its transactions make a quantity of ${toExactString(quantity)}`,
    }));
  return [...wrong, ...missing];
}

function differences(kept: KeptPosition, right: Position): string[] {
  const problems: string[] = [];
  if (kept.buyCount !== right.buyCount)
    problems.push(`buy count is ${kept.buyCount}, but its transactions make ${right.buyCount}`);
  for (const [name, is, made] of [
    ['quantity', kept.quantity, right.quantity],
    ['cost basis', kept.costBasis, right.costBasis],
  ] as const) {
    if (is?.equals(made)) continue;
    const shown = is ? toExactString(is) : 'unreadable';
    problems.push(`${name} is ${shown}, but its transactions make ${toExactString(made)}`);
  }
  return problems;
}
