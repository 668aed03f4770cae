import { type Backtest, type BacktestRequest, backtest } from '../../backtest/backtest.js';
import { createPaperBroker } from '../../broker/paper.js';
import type { Ledger } from '../../ledger/ledger.js';
import { createMemoryLedger } from '../../ledger/memory/memory-ledger.js';
import { createPriceFileMarket } from '../../market/price-file/price-file.js';
import type { PriceTable } from '../../market/price-file/price-table.js';

/** Runs a backtest on the prices of files, on paper. Without a ledger it uses one in memory that forgets its history. */
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
