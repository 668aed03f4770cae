import type { Kind } from '../kind.js';

/** A duration that is written in seconds; its value is in milliseconds. */
export const seconds = (max: number): Kind<number> => ({
  expected: `seconds, more than 0 and at most ${max}`,
  example: '0.5',
  parse: (text) => {
    const valueMs = /^\d{1,6}(\.\d{1,3})?$/.test(text) ? Math.round(Number(text) * 1000) : 0;
    return valueMs > 0 && valueMs <= max * 1000 ? valueMs : undefined;
  },
  print: (valueMs) => String(valueMs / 1000),
});
