import { positiveDecimal } from './decimal.js';

/** A percentage that someone sets, without its sign: 50 is a half. */
export const percent = positiveDecimal('50');
