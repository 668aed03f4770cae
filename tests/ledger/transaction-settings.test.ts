import { expect, it } from 'vitest';
import { setForTransaction } from '../../src/ledger/postgresql/connect.js';

it('bounds every wait of a transaction at PostgreSQL, and says where its tables are', () => {
  const limits = { lockTimeoutMs: 1, statementTimeoutMs: 2, idleTimeoutMs: 3 };
  expect(setForTransaction('its "own"', limits).split('; ')).toEqual([
    'SET LOCAL search_path = "its ""own"""',
    'SET LOCAL lock_timeout = 1',
    'SET LOCAL statement_timeout = 2',
    'SET LOCAL idle_in_transaction_session_timeout = 3',
  ]);
});
