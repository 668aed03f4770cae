import { slotUnits } from '../../core/calendar.js';
import { seconds } from '../../core/values/numbers/seconds.js';
import { oneOf } from '../../core/values/one-of.js';
import { optional, required } from '../setting.js';

/** When a run is a tick, and how long it may take. */
export const runs = {
  oncePer: optional(oneOf(slotUnits), {
    key: 'once_per',
    meaning: 'record at most one tick per UTC minute, hour, day, ISO week or month, among the runs that say so',
    unset: 'every run is a tick',
    option: { usage: '--once-per <unit>', summary: 'record at most one tick per UTC slot, among the runs that say so' },
    example: 'hour',
  }),
  deadlineMs: required(seconds(3600), '120', {
    key: 'deadline_seconds',
    meaning: 'how long a run may take, cash may wait to be recorded, or portfolio for prices',
  }),
};
