import type { ChalkInstance } from 'chalk';
import type { CoinId, Transaction } from '../core/model.js';
import type { Portfolio, ValuedHolding } from '../core/portfolio.js';
import { renderAge } from './format/age.js';
import { colorBySign, displayCount, displayMoney, displayPercent, displayQuantity } from './format/amounts.js';
import { type Grid, type Row, renderGrid } from './format/grid.js';
import { renderGridPages } from './format/grid-pages.js';
import { toLines } from './format/lines.js';

/** How many columns a name may take: with it and numbers up to a million, a portfolio fits into 80. */
const TEXT_WIDTH = 20;

interface TableStyle {
  /** How many columns the terminal has. */
  readonly width: number;
  readonly color: ChalkInstance;
}

export interface PortfolioStyle extends TableStyle {
  /** The coins whose price is the ledger's, not the market's of now; they are marked, with their age below the table. */
  readonly storedPrices: ReadonlySet<CoinId>;
  /** The market's; null for none. */
  readonly attribution: string | null;
  /** Whether there is a tick at all; not where it is left out. */
  readonly hasTicks?: boolean;
}

type PortfolioRow = Row<
  'name' | 'symbol' | 'quantity' | 'buys' | 'averageCost' | 'costBasis' | 'price' | 'value' | 'pnl' | 'gain'
>;

const portfolioColumns: Pick<Grid<keyof PortfolioRow>, 'columns' | 'shapes'> = {
  columns: {
    name: { title: 'Coin', align: 'left', maxWidth: TEXT_WIDTH },
    symbol: { title: 'Symbol', align: 'left', maxWidth: TEXT_WIDTH },
    quantity: { title: 'Quantity', align: 'right' },
    buys: { title: 'Buys', align: 'right' },
    averageCost: { title: 'Average cost', align: 'right' },
    costBasis: { title: 'Cost basis', align: 'right' },
    price: { title: 'Price', align: 'right' },
    value: { title: 'Market value', align: 'right' },
    pnl: { title: 'Unrealized P&L', align: 'right' },
    gain: { title: 'Gain %', align: 'right' },
  },
  shapes: [
    [
      ['name'],
      ['symbol'],
      ['quantity'],
      ['buys'],
      ['averageCost'],
      ['costBasis'],
      ['price'],
      ['value'],
      ['pnl'],
      ['gain'],
    ],
    [
      ['name', 'symbol'],
      ['quantity', 'buys'],
      ['averageCost', 'price'],
      ['costBasis', 'value'],
      ['pnl', 'gain'],
    ],
  ],
};

/** What `portfolio` prints: a table no wider than the terminal, with a total and footnotes. */
export function renderPortfolioTable(portfolio: Portfolio, style: PortfolioStyle): string {
  const { positions, totals, quoteCurrency, asOf } = portfolio;
  const { width, color, storedPrices, attribution, hasTicks = false } = style;
  if (positions.length === 0) return `Nothing is held yet. ${adviceFor(hasTicks)}`;

  const pnlAndGain = ({ unrealizedPnl, gainPercent }: Pick<ValuedHolding, 'unrealizedPnl' | 'gainPercent'>) => ({
    pnl: colorBySign(displayMoney(unrealizedPnl), color),
    gain: colorBySign(displayPercent(gainPercent), color),
  });
  const isStored = ({ coin, price }: ValuedHolding) => price !== null && storedPrices.has(coin);
  const rows = positions.map(
    (position): PortfolioRow => ({
      name: isStored(position) ? `* ${position.name}` : position.name,
      symbol: position.symbol,
      quantity: displayQuantity(position.quantity),
      buys: displayCount(position.buyCount),
      averageCost: displayMoney(position.averageCost),
      costBasis: displayMoney(position.costBasis),
      price: displayMoney(position.price),
      value: displayMoney(position.marketValue),
      ...pnlAndGain(position),
    }),
  );
  const total: PortfolioRow = {
    name: 'Total',
    symbol: '',
    quantity: '',
    buys: '',
    averageCost: '',
    costBasis: displayMoney(totals.costBasis),
    price: '',
    value: displayMoney(totals.marketValue),
    ...pnlAndGain(totals),
  };
  const footnotes = [
    describeStored(positions.filter(isStored), asOf),
    positions.some(({ price }) => price === null) ? 'The total leaves out coins without a price.' : null,
    attribution,
  ].flatMap((note) => (note === null ? [] : `${color.dim(note)}\n`));
  const title = toLines([`Portfolio in ${quoteCurrency.toUpperCase()} at ${asOf.toISOString()}`]);
  const table = renderGrid({ ...portfolioColumns, rows, total }, width, color);
  return [title, table, footnotes.join('')].filter((part) => part !== '').join('\n');
}

function adviceFor(hasTicks: boolean): string {
  return hasTicks
    ? 'Why no tick has bought anything: crypto-bot why\n'
    : 'The first tick is made with: crypto-bot run\n';
}

/** "* not fresh: price stored 2 hours ago", with the range where ages differ; null when every price is fresh. */
function describeStored(stored: readonly ValuedHolding[], asOf: Date): string | null {
  const agesMs = stored.flatMap(({ priceAt }) => (priceAt === null ? [] : asOf.getTime() - priceAt.getTime()));
  if (agesMs.length === 0) return null;
  const [newest, oldest] = [renderAge(Math.min(...agesMs)), renderAge(Math.max(...agesMs))];
  const when = newest === oldest ? newest : `between ${newest} and ${oldest}`;
  return `* not fresh: price stored ${when} ago`;
}

export interface HistoryStyle extends TableStyle {
  /** Whether only some transactions were asked for, so that none does not mean an empty ledger. */
  readonly filtered: boolean;
  /** Whether there is a tick at all; not where it is left out. */
  readonly hasTicks?: boolean;
  /** Show at most this many, and say so when there are more; null for all. */
  readonly most: number | null;
}

type HistoryRow = Row<'at' | 'coin' | 'side' | 'quantity' | 'price' | 'cost' | 'fee'>;

const historyColumns: Pick<Grid<keyof HistoryRow>, 'columns' | 'shapes'> = {
  columns: {
    at: { title: 'Time (UTC)', align: 'left' },
    coin: { title: 'Coin', align: 'left', maxWidth: TEXT_WIDTH },
    side: { title: 'Side', align: 'left' },
    quantity: { title: 'Quantity', align: 'right' },
    price: { title: 'Price', align: 'right' },
    cost: { title: 'Cost', align: 'right' },
    fee: { title: 'Fee', align: 'right' },
  },
  shapes: [
    [['at'], ['coin'], ['side'], ['quantity'], ['price'], ['cost'], ['fee']],
    [['at'], ['coin', 'side'], ['quantity', 'fee'], ['price', 'cost']],
  ],
};

/** What `history` prints. */
export function renderHistoryTable(
  transactions: AsyncIterable<Transaction>,
  { filtered, hasTicks = false, ...style }: HistoryStyle,
): AsyncGenerator<string> {
  const nothing = filtered ? 'No transaction matches.\n' : `There are no transactions yet. ${adviceFor(hasTicks)}`;
  return renderGridPages(transactions, { ...historyColumns, ...style, toRow: toHistoryRow, nothing });
}

function toHistoryRow({ at, coin, side, quantity, price, fee, feeCurrency }: Transaction): HistoryRow {
  return {
    at: at.toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length).replace('T', ' '),
    coin,
    side,
    quantity: displayQuantity(quantity),
    price: displayMoney(price),
    cost: displayMoney(quantity.times(price)),
    fee: [displayMoney(fee), feeCurrency ?? []].flat().join(' '),
  };
}
