import { count } from '../../core/values/numbers/count.js';
import { orOff } from '../../core/values/numbers/or-off.js';
import { percent } from '../../core/values/numbers/percent.js';
import { required } from '../setting.js';

/** Which data is not bought on. */
export const sanity = {
  maxQuoteAgeMinutes: required(orOff(count(1, 525_600)), 'off', {
    besideFile: '60',
    key: 'sanity.max_quote_age_minutes',
    meaning: 'nothing is bought at a price that is older',
  }),
  maxJumpPercent: required(orOff(percent), 'off', {
    besideFile: '50',
    key: 'sanity.max_jump_percent',
    meaning: 'nothing is bought at a price further from the last stored one, or from the latest midnight',
  }),
  maxRankLeap: required(orOff(count(1, 100_000)), 'off', {
    besideFile: '50',
    key: 'sanity.max_rank_leap',
    meaning: 'nothing is bought whose market-cap rank has changed more since the last tick',
  }),
};
