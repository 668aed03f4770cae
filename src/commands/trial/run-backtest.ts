import { type Backtest, type BacktestRequest, backtest } from '../../backtest/backtest.js';
import { createPaperBroker } from '../../broker/paper.js';
import type { Ledger } from '../../ledger/ledger.js';
import { createMemoryLedger } from '../../ledger/memory/memory-ledger.js';
import { createPriceFileMarket } from '../../market/price-file/price-file.js';
import type { PriceTable } from '../../market/price-file/price-table.js';

/** Lives through what is asked on the prices of files, on paper, in a ledger that forgets its history unless one is given. */
export function runBacktest(
  request: BacktestRequest,
  table: PriceTable,
  ledger: Ledger = createMemoryLedger({ keepsHistory: false }),
): Promise<Backtest> {
  const { terms, quoteCurrency } = request;
  const parts = {
    broker: createPaperBroker({ ...terms, quoteCurrency }),
    ledger,
    marketAt: (instant: number) => createPriceFileMarket(table, instant, quoteCurrency),
  };
  return backtest(parts, request);
}
