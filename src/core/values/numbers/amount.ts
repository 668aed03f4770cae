import { positiveDecimal } from './decimal.js';

/** An amount of money or coins that someone sets. */
export const amount = positiveDecimal('25');
