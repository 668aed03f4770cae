/** What a column may hold, where its type does not say it: for reading rows, and for checking them. */
import { actions } from '../../../core/decisions/decision.js';
import { orderStatuses } from '../../../core/order/order.js';
import { categories } from '../../../core/universe.js';

/** The columns of text that hold exact decimals, by table. A test sees that none is forgotten. */
export const amountColumns: Readonly<Record<string, readonly string[]>> = {
  crypto: [
    'current_price',
    'market_cap',
    'high_24h',
    'low_24h',
    'price_change_24h',
    'price_change_percentage_24h',
    'market_cap_change_24h',
    'market_cap_change_percentage_24h',
  ],
  decision: ['price', 'average'],
  orders: ['quantity', 'price', 'limit_price', 'reserve', 'carried'],
  transaction_history: ['quantity', 'price', 'fee'],
  position: ['quantity', 'cost_basis'],
  daily_price: ['price'],
  spending: ['amount'],
  coin_spending: ['amount', 'carried', 'turns'],
  cash_entry: ['amount', 'balance'],
};

/** The columns of text that hold one of a few words, by table. */
export const wordColumns = {
  orders: { side: ['buy'], status: orderStatuses },
  transaction_history: { side: ['buy'] },
  decision: { action: actions },
  cash_entry: { kind: ['deposit', 'withdrawal', 'purchase', 'released', 'closing'] },
  category: { name: categories },
} as const;
