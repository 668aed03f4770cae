import { categories } from '../../core/universe.js';
import { coinId } from '../../core/values/coin-id.js';
import { listOf } from '../../core/values/list.js';
import { count } from '../../core/values/numbers/count.js';
import { orOff } from '../../core/values/numbers/or-off.js';
import { percent } from '../../core/values/numbers/percent.js';
import { oneOf } from '../../core/values/one-of.js';
import { optional, required } from '../setting.js';

/** Which coins are looked at. */
export const universe = {
  coins: optional(listOf(coinId), {
    key: 'universe.coins',
    meaning: 'the coins to look at, by id, instead of the top coins',
    unset: 'the top coins',
    option: { usage: '--coins <ids>', summary: 'these coins alone, by id, such as bitcoin,ethereum' },
    example: 'bitcoin,ethereum',
  }),
  include: optional(listOf(coinId), {
    key: 'universe.include',
    meaning: 'coins to look at beside the top ones, whatever their rank and kind',
    unset: 'none',
    example: 'monero',
  }),
  exclude: optional(listOf(coinId), {
    key: 'universe.exclude',
    meaning: 'coins to leave out; the next ones take their places',
    unset: 'none',
    example: 'dogecoin,shiba-inu',
  }),
  excludeCategories: optional(listOf(oneOf(categories)), {
    key: 'universe.exclude_categories',
    meaning: 'kinds of coins to leave out; the next ones take their places',
    unset: 'none',
    example: 'stablecoins,wrapped',
  }),
  hysteresis: required(count(0, 249), '0', {
    key: 'universe.hysteresis',
    meaning: 'how many ranks below the top a coin stays that was in it',
  }),
  minMovementPercent: required(orOff(percent), '1', {
    key: 'universe.min_movement_percent',
    meaning: 'with stablecoins left out, so is a coin whose price has moved less than this in 10 days',
  }),
};
