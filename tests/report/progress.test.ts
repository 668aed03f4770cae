import { describe, expect, it } from 'vitest';
import { renderProgress } from '../../src/report/format/progress.js';

describe('the progress of a copy', () => {
  it.each([
    ['crypto', 0, 1_000_000, '[------------------------]   0 %  0 of 1,000,000 rows, crypto'],
    ['orders', 250_000, 1_000_000, '[######------------------]  25 %  250,000 of 1,000,000 rows, orders'],
    ['orders', 999_999, 1_000_000, '[#######################-]  99 %  999,999 of 1,000,000 rows, orders'],
    ['tick', 7, 7, '[########################] 100 %  7 of 7 rows, tick'],
    ['tick', 0, 0, '[########################] 100 %  0 of 0 rows, tick'],
  ])('in %s at %i of %i', (table, rows, totalRows, line) => {
    expect(renderProgress(table, rows, totalRows)).toBe(line);
  });
});
