import { describe, expect, it } from 'vitest';
import { readPlaced as readBinance } from '../../../src/broker/exchange/binance/answers.js';
import { readPlaced as readCoinbase } from '../../../src/broker/exchange/coinbase/answers.js';
import { readPlaced as readKraken } from '../../../src/broker/exchange/kraken/answers.js';
import { Decimal } from '../../../src/core/money.js';

const order = {
  clientOrderId: '6f1c2b7e-0d2a-4b63-9a51-3f0f6f0c9b11',
  symbol: 'BTC/USD',
  quantity: new Decimal('0.1'),
  limitPrice: new Decimal(50000),
  sentAt: new Date(0),
};
const json = (body: unknown, status = 200) => ({ status, text: JSON.stringify(body) });

describe("what an answer to Kraken's AddOrder means", () => {
  it.each([
    'EOrder:Insufficient funds',
    'EOrder:Order minimum not met',
    'EOrder:Cost minimum not met',
    'EOrder:Rate limit exceeded',
    'EOrder:Some reason that is new',
    'EGeneral:Invalid arguments:volume',
    'EGeneral:Permission denied',
    'EAPI:Invalid key',
    'EAPI:Invalid signature',
    'EAPI:Invalid nonce',
    'EAPI:Rate limit exceeded',
    'EService:Market in cancel_only mode',
    'EService:Deadline elapsed',
    'EQuery:Unknown asset pair',
  ])('refused: %s', (error) => {
    expect(readKraken(json({ error: [error] }))).toEqual({ kind: 'refused', reason: error });
  });

  it.each([
    'EService:Unavailable',
    'EService:Timeout',
    'EService:Busy',
    'EGeneral:Internal error',
    'EOrder:Unknown order',
    'EOrder:Duplicate order',
    'ENew:Something',
  ])('unknown: %s', (error) => {
    expect(readKraken(json({ error: [error] }))).toEqual({ kind: 'unanswered', reason: error });
    expect(readKraken(json({ error: ['EOrder:Insufficient funds', error] }))).toMatchObject({ kind: 'unanswered' });
  });

  it.each([
    ['a page', { status: 200, text: '<html>ok</html>' }],
    ['nothing', { status: 200, text: '' }],
    ['a body that is cut', { status: 200, text: '{"error":[],"res' }],
    ['two bodies', { status: 200, text: '{"error":[],"result":{}}{"error":[],"result":{}}' }],
    ['no order id', json({ error: [], result: { descr: { order: 'buy' } } })],
    ['an empty list of order ids', json({ error: [], result: { txid: [] } })],
    ['a refusal that a proxy could have made', json({ error: ['EOrder:Insufficient funds'] }, 502)],
  ])('unknown: %s', (_, answer) => {
    expect(readKraken(answer)).toMatchObject({ kind: 'unanswered' });
  });

  it('acknowledged: an order id, also with a warning', () => {
    const answer = json({ error: ['WGeneral:Slow'], result: { txid: ['OABC'], descr: { order: 'buy' } } });
    expect(readKraken(answer)).toEqual({ kind: 'acknowledged', exchangeId: 'OABC', sighting: null });
  });
});

describe("what an answer to Coinbase's POST orders means", () => {
  const refusal = (error: string, more: object = {}) => ({
    success: false,
    failure_reason: 'UNKNOWN_FAILURE_REASON',
    order_id: '',
    error_response: { error, message: '', error_details: '', ...more },
  });

  it.each([
    ['its own no', json(refusal('INSUFFICIENT_FUND', { message: 'Too little' })), 'INSUFFICIENT_FUND: Too little'],
    [
      'a no of its preview',
      json(refusal('UNKNOWN_FAILURE_REASON', { preview_failure_reason: 'PREVIEW_INSUFFICIENT_FUND' })),
      'PREVIEW_INSUFFICIENT_FUND',
    ],
    ['a no without a reason that it knows', json(refusal('UNKNOWN_FAILURE_REASON')), 'UNKNOWN_FAILURE_REASON'],
    ['400', json({ error: 'INVALID_ARGUMENT', message: 'x', error_details: 'x' }, 400), 'INVALID_ARGUMENT: x'],
    ['404', json({ error: 'NOT_FOUND', message: 'no such product' }, 404), 'NOT_FOUND: no such product'],
    ['429', json({ errors: [{ id: 'rate_limit_exceeded', message: 'slow' }] }, 429), 'rate_limit_exceeded: slow'],
    ['401 in plain text', { status: 401, text: 'Unauthorized\n' }, 'it does not accept the key or its signature'],
    ['403 with a page', { status: 403, text: '<html>no</html>' }, 'it denies the request'],
  ])('refused: %s', (_, answer, reason) => {
    expect(readCoinbase(answer, order)).toEqual({ kind: 'refused', reason });
  });

  it.each([
    ['a no that has no reason at all', json({ success: false })],
    ['that there is such an order', json(refusal('DUPLICATE_CLIENT_ORDER_ID'))],
    ['500 in its format', json({ error: 'internal_server_error', message: 'oops' }, 500)],
    ['503 with a page', { status: 503, text: '<html></html>' }],
    ['429 with a page', { status: 429, text: '<html></html>' }],
    ['a page', { status: 200, text: '<html>ok</html>' }],
    ['nothing', { status: 200, text: '' }],
    ['an empty object', json({})],
    [
      'the yes to another order',
      json({ success: true, success_response: { order_id: '1', client_order_id: 'other' } }),
    ],
  ])('unknown: %s', (_, answer) => {
    expect(readCoinbase(answer, order)).toMatchObject({ kind: 'unanswered' });
  });
});

describe("what an answer to Binance's POST order means", () => {
  it.each([
    [-1013, 'Filter failure: NOTIONAL', 400],
    [-1015, 'Too many new orders; current limit is 50 orders per 10 SECOND.', 429],
    [-1003, 'Way too much request weight used; IP banned.', 418],
    [-1021, 'Timestamp for this request is outside of the recvWindow.', 400],
    [-1022, 'Signature for this request is not valid.', 400],
    [-1100, 'Illegal characters found in a parameter.', 400],
    [-1199, 'A parameter.', 400],
    [-2010, 'Account has insufficient balance for requested action.', 400],
    [-2014, 'API-key format invalid.', 401],
    [-2015, 'Invalid API-key, IP, or permissions for action.', 401],
  ])('refused: %d %s', (code, msg, status) => {
    expect(readBinance(json({ code, msg }, status), order)).toEqual({ kind: 'refused', reason: `${code} ${msg}` });
  });

  it.each([
    ['-1000', json({ code: -1000, msg: 'An unknown error occurred.' }, 400)],
    ['-1006', json({ code: -1006, msg: 'Execution status unknown.' }, 400)],
    ['-1007', json({ code: -1007, msg: 'Execution status unknown.' }, 408)],
    ['-1200, which is listed nowhere', json({ code: -1200, msg: 'New.' }, 400)],
    ['a listed code with a status of 503', json({ code: -1003, msg: 'Overloaded.' }, 503)],
    ['that there is such an order', json({ code: -2010, msg: 'Duplicate order sent.' }, 400)],
    ['429 without a code', { status: 429, text: 'slow down' }],
    ['a page', { status: 200, text: '<html>ok</html>' }],
    ['an empty object', json({})],
    ['an empty list', json([])],
  ])('unknown: %s', (_, answer) => {
    expect(readBinance(answer, order)).toMatchObject({ kind: 'unanswered' });
  });
});
