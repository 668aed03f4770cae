import { describe, expect, it } from 'vitest';
import { limitConcurrency } from '../../src/market/http/limit-concurrency.js';

describe('a limit of concurrency', () => {
  it('runs so many tasks at once, in order, also after one has failed', async () => {
    const limited = limitConcurrency(2);
    const started: number[] = [];
    const ends: (() => void)[] = [];
    const results = [0, 1, 2, 3].map((task) =>
      limited(async () => {
        started.push(task);
        await new Promise<void>((resolve) => ends.push(resolve));
        if (task === 0) throw new Error('failed');
        return task;
      }),
    );
    expect(started).toEqual([0, 1]);
    ends[0]?.();
    await expect(results[0]).rejects.toThrow('failed');
    expect(started).toEqual([0, 1, 2]);
    ends[1]?.();
    await results[1];
    expect(started).toEqual([0, 1, 2, 3]);
    ends[2]?.();
    ends[3]?.();
    expect(await Promise.all(results.slice(1))).toEqual([1, 2, 3]);
  });
});
