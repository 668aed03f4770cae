import { describe, expect, it } from 'vitest';
import { renderPrometheus } from '../../src/report/operations/prometheus.js';
import { figures } from './figures.js';

describe('the figures for Prometheus', () => {
  it('have a help and a type each, all digits of every amount, and times in seconds', () => {
    expect(renderPrometheus(figures)).toMatchInlineSnapshot(`
      "# HELP crypto_bot_last_run_timestamp_seconds When the last run began, in seconds since 1970.
      # TYPE crypto_bot_last_run_timestamp_seconds gauge
      crypto_bot_last_run_timestamp_seconds 1795386072.951
      # HELP crypto_bot_last_run_exit_code What the last run came to: 0 is right.
      # TYPE crypto_bot_last_run_exit_code gauge
      crypto_bot_last_run_exit_code 3
      # HELP crypto_bot_last_run_duration_seconds How long the last run took.
      # TYPE crypto_bot_last_run_duration_seconds gauge
      crypto_bot_last_run_duration_seconds 1.234
      # HELP crypto_bot_last_run_requests How many requests the last run sent to a market or an exchange.
      # TYPE crypto_bot_last_run_requests gauge
      crypto_bot_last_run_requests 5
      # HELP crypto_bot_last_tick_timestamp_seconds When the last tick began, in seconds since 1970.
      # TYPE crypto_bot_last_tick_timestamp_seconds gauge
      crypto_bot_last_tick_timestamp_seconds 1795382100
      # HELP crypto_bot_ticks_total How many ticks are recorded.
      # TYPE crypto_bot_ticks_total counter
      crypto_bot_ticks_total 8760
      # HELP crypto_bot_purchases_total How often a coin was bought.
      # TYPE crypto_bot_purchases_total counter
      crypto_bot_purchases_total{coin="bitcoin"} 3
      crypto_bot_purchases_total{coin="gone-coin"} 1
      # HELP crypto_bot_open_orders How many orders are neither filled nor closed.
      # TYPE crypto_bot_open_orders gauge
      crypto_bot_open_orders 1
      # HELP crypto_bot_missed_slots How many of the latest slots have no tick.
      # TYPE crypto_bot_missed_slots gauge
      crypto_bot_missed_slots 2
      # HELP crypto_bot_cash_balance What is in the paper account.
      # TYPE crypto_bot_cash_balance gauge
      crypto_bot_cash_balance{currency="usd"} 499.000000000000000001
      # HELP crypto_bot_cap_left What a cap still allows to buy for.
      # TYPE crypto_bot_cap_left gauge
      crypto_bot_cap_left{cap="day",currency="usd"} 12.5
      crypto_bot_cap_left{cap="coin",coin="bitcoin",currency="usd"} 0
      # HELP crypto_bot_position_quantity How much of a coin is held.
      # TYPE crypto_bot_position_quantity gauge
      crypto_bot_position_quantity{coin="bitcoin"} 0.00050968
      crypto_bot_position_quantity{coin="gone-coin"} 1
      # HELP crypto_bot_position_cost_basis What a position was bought for.
      # TYPE crypto_bot_position_cost_basis gauge
      crypto_bot_position_cost_basis{coin="bitcoin",currency="usd"} 25.00139596345622381234
      crypto_bot_position_cost_basis{coin="gone-coin",currency="usd"} 2
      # HELP crypto_bot_position_market_value What a position is worth.
      # TYPE crypto_bot_position_market_value gauge
      crypto_bot_position_market_value{coin="bitcoin",currency="usd"} 25.00133304
      # HELP crypto_bot_coin_price A held coin's latest price.
      # TYPE crypto_bot_coin_price gauge
      crypto_bot_coin_price{coin="bitcoin",currency="usd"} 49053
      "
    `);
  });

  it('leave out what could not be read', () => {
    expect(renderPrometheus({})).toBe('');
    expect(renderPrometheus({ run: figures.run })).not.toContain('ledger');
    const text = renderPrometheus({ run: figures.run });
    expect(text.match(/^# TYPE \w+/gm)).toEqual([
      '# TYPE crypto_bot_last_run_timestamp_seconds',
      '# TYPE crypto_bot_last_run_exit_code',
      '# TYPE crypto_bot_last_run_duration_seconds',
      '# TYPE crypto_bot_last_run_requests',
    ]);
  });

  it('of an empty ledger have no position, no cash and no tick', () => {
    const empty = { ...figures.ledger, lastTickAt: null, ticks: 0, cash: null, caps: [], positions: [] };
    expect(renderPrometheus({ ledger: empty }).match(/^crypto_bot_.*$/gm)).toEqual([
      'crypto_bot_ticks_total 0',
      'crypto_bot_open_orders 1',
      'crypto_bot_missed_slots 2',
    ]);
  });

  it('escape what a label may not have', () => {
    const positions = figures.ledger.positions.map((position) => ({ ...position, coin: 'a"b\\c\nd' }));
    const text = renderPrometheus({ ledger: { ...figures.ledger, positions } });
    expect(text).toContain('crypto_bot_position_quantity{coin="a\\"b\\\\c\\nd"} 0.00050968\n');
  });
});
