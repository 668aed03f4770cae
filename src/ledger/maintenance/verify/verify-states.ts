/** The checks of orders in their states, as SQL for both databases, which selects the rows that are wrong. */
import { openStatuses } from '../../../core/order/order.js';

const OPEN = openStatuses.map((status) => `'${status}'`).join(', ');

/** Orders that have a fill in a state without one, or no fill in a state that needs one. */
const FILLS_OF_STATE = `SELECT 'order ' || o.id || ' is ' || o.status || ', and has ' || count(t.id) || ' fills' AS problem
  FROM orders o LEFT JOIN transaction_history t ON t.order_id = o.id GROUP BY o.id, o.status
  HAVING (o.status IN ('promised', 'sending', 'acknowledged', 'rejected') AND count(t.id) > 0)
    OR (o.status IN ('partially-filled', 'filled') AND count(t.id) = 0)`;

/** Open orders with a closing time, closed ones without it, and sent ones without a time of sending. Closed orders of 1.0.0 have none. */
const TIMES_OF_STATE = `SELECT 'order ' || id || ' is ' || status || ', and was '
    || CASE WHEN (closed_at IS NULL) = (status IN (${OPEN})) THEN '' ELSE CASE WHEN closed_at IS NULL THEN 'never closed' ELSE 'closed' END END
    || CASE WHEN status IN ('sending', 'acknowledged', 'partially-filled') AND sent_at IS NULL THEN 'never sent' ELSE '' END AS problem
  FROM orders WHERE (closed_at IS NULL) <> (status IN (${OPEN}))
    OR (status IN ('sending', 'acknowledged', 'partially-filled') AND sent_at IS NULL)`;

/** Promised orders with a time of sending: they would be sent again, or given up. */
const SENT_PROMISES = `SELECT 'order ' || id || ' is promised, and was sent' AS problem
  FROM orders WHERE status = 'promised' AND sent_at IS NOT NULL`;

/** An order without a pair is on paper: it is filled whole, and at the price decided on where it reserves no more than that. */
const STRANGE = `SELECT 'fill ' || t.id || ' is not of the coin, side, quantity and price of its order' AS problem
  FROM transaction_history t JOIN orders o ON o.id = t.order_id
  WHERE t.coin_id <> o.coin_id OR t.side <> o.side
    OR (o.pair IS NULL AND (t.quantity <> o.quantity OR (o.reserve IS NULL AND t.price <> o.price)))`;

/** Fills whose id is not that of their order and trade: the trade would be recorded again. */
const NAMES_OF_FILLS = `SELECT 'fill ' || id || ' is not named by its order and trade' AS problem
  FROM transaction_history WHERE id <> order_id || '-' || trade_id`;

/** Coins with more than one order of unknown fate: the second is never sent. */
const SENDING = `SELECT coin_id || ': ' || count(*) || ' orders are in sending' AS problem
  FROM orders WHERE status = 'sending' GROUP BY coin_id HAVING count(*) > 1`;

/** Each gives what is wrong in a column "problem". */
export const SELECTS_OF_STATES: readonly string[] = [
  FILLS_OF_STATE,
  TIMES_OF_STATE,
  SENT_PROMISES,
  STRANGE,
  NAMES_OF_FILLS,
  SENDING,
];
