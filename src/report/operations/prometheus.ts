import { type Decimal, toExactString } from '../../core/money.js';

/** The figures of one ledger and its latest run, for monitoring. What could not be read is left out. */
export interface Figures {
  readonly run?: {
    readonly at: Date;
    readonly exitCode: number;
    readonly durationMs: number;
    /** Those that were sent to a market or an exchange; null where nobody counted. */
    readonly requests: number | null;
  };
  readonly ledger?: {
    readonly lastTickAt: Date | null;
    readonly ticks: number;
    readonly openOrders: number;
    readonly missedSlots: number;
    readonly cash: { readonly balance: Decimal; readonly currency: string } | null;
    readonly caps: readonly CapLeft[];
    readonly positions: readonly PositionFigures[];
    readonly quoteCurrency: string;
  };
}

interface CapLeft {
  /** As in the settings, such as "day". */
  readonly cap: string;
  /** The coin that it is left for, where each coin has its own. */
  readonly coin: string | null;
  readonly left: Decimal;
}

interface PositionFigures {
  readonly coin: string;
  readonly purchases: number;
  readonly quantity: Decimal;
  readonly costBasis: Decimal;
  /** Both null for a coin that was never priced. */
  readonly price: Decimal | null;
  readonly marketValue: Decimal | null;
}

interface Family {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
  readonly samples: readonly Sample[];
}

type Sample = readonly [labels: Readonly<Record<string, string>>, value: Decimal | number];

/**
 * Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats/). Amounts keep all their digits:
 * Prometheus itself keeps them as floats.
 */
export function renderPrometheus({ run, ledger }: Figures): string {
  const families = [...(run ? familiesOfRun(run) : []), ...(ledger ? familiesOfLedger(ledger) : [])];
  return families
    .filter(({ samples }) => samples.length > 0)
    .map(renderFamily)
    .join('');
}

function familiesOfRun({ at, exitCode, durationMs, requests }: NonNullable<Figures['run']>): Family[] {
  return [
    gauge('last_run_timestamp_seconds', 'When the last run began, in seconds since 1970.', seconds(at)),
    gauge('last_run_exit_code', 'What the last run came to: 0 is right.', exitCode),
    gauge('last_run_duration_seconds', 'How long the last run took.', durationMs / 1000),
    gauge('last_run_requests', 'How many requests the last run sent to a market or an exchange.', requests),
  ];
}

function familiesOfLedger(ledger: NonNullable<Figures['ledger']>): Family[] {
  const { lastTickAt, ticks, openOrders, missedSlots, cash, caps, positions, quoteCurrency: currency } = ledger;
  const perCoin = (pick: (position: PositionFigures) => Decimal | number | null, labels = {}): Sample[] =>
    positions.flatMap((position): Sample[] => {
      const value = pick(position);
      return value === null ? [] : [[{ coin: position.coin, ...labels }, value]];
    });
  return [
    gauge(
      'last_tick_timestamp_seconds',
      'When the last tick began, in seconds since 1970.',
      lastTickAt && seconds(lastTickAt),
    ),
    counter('ticks_total', 'How many ticks are recorded.', [[{}, ticks]]),
    counter(
      'purchases_total',
      'How often a coin was bought.',
      perCoin(({ purchases }) => purchases),
    ),
    gauge('open_orders', 'How many orders are neither filled nor closed.', openOrders),
    gauge('missed_slots', 'How many of the latest slots have no tick.', missedSlots),
    family('cash_balance', 'What is in the paper account.', cash ? [[{ currency: cash.currency }, cash.balance]] : []),
    family(
      'cap_left',
      'What a cap still allows to buy for.',
      caps.map(({ cap, coin, left }) => [{ cap, ...(coin !== null && { coin }), currency }, left]),
    ),
    family(
      'position_quantity',
      'How much of a coin is held.',
      perCoin(({ quantity }) => quantity),
    ),
    family(
      'position_cost_basis',
      'What a position was bought for.',
      perCoin(({ costBasis }) => costBasis, { currency }),
    ),
    family(
      'position_market_value',
      'What a position is worth.',
      perCoin(({ marketValue }) => marketValue, { currency }),
    ),
    family(
      'coin_price',
      "A held coin's latest price.",
      perCoin(({ price }) => price, { currency }),
    ),
  ];
}

function gauge(name: string, help: string, value: number | null): Family {
  return family(name, help, value === null ? [] : [[{}, value]]);
}

function family(name: string, help: string, samples: readonly Sample[]): Family {
  return { name, type: 'gauge', help, samples };
}

function counter(name: string, help: string, samples: readonly Sample[]): Family {
  return { name, type: 'counter', help, samples };
}

function seconds(at: Date): number {
  return at.getTime() / 1000;
}

function renderFamily({ name, type, help, samples }: Family): string {
  const full = `crypto_bot_${name}`;
  const lines = samples.map(([labels, value]) => `${full}${renderLabels(labels)} ${renderValue(value)}`);
  return [`# HELP ${full} ${help}`, `# TYPE ${full} ${type}`, ...lines, ''].join('\n');
}

function renderLabels(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function renderValue(value: Decimal | number): string {
  return typeof value === 'number' ? String(value) : toExactString(value);
}
