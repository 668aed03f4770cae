/** What a report ports to its charts, as JSON. Numbers in a row are told by their differences, which are short. */

/** Whole numbers: the first, and then from each to the next, in base 36, with spaces between them. */
export type Differences = string;

/** Something over time, drawn as a line. */
export interface LineData {
  /** Names its colour: see style.css. */
  readonly key: 'rule' | 'contributed' | 'dca' | 'bitcoin' | 'lump-sum' | 'cash';
  readonly name: string;
  readonly isShownAtFirst: boolean;
  /** Amounts, as whole numbers of 10^-decimals. */
  readonly values: Differences;
  /** In hundredths of a percent; null for what has none. */
  readonly drawdowns: Differences | null;
}

/** Purchases of the rule, together for each point that has some. */
export interface BuyData {
  /** The places of these points. */
  readonly points: Differences;
  /** What they cost, as whole numbers of 10^-decimals. */
  readonly costs: Differences;
  /** Which of `names` says what was bought. */
  readonly bought: Differences;
  readonly names: readonly string[];
}

export interface ChartData {
  readonly decimals: number;
  /** In seconds since 1970: the first, and then each difference with how many times it comes. */
  readonly times: { readonly first: number; readonly steps: readonly (readonly [seconds: number, times: number])[] };
  readonly lines: readonly LineData[];
  readonly buys: BuyData;
}
