import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { renderPrometheus } from '../../src/report/operations/prometheus.js';
import { figures } from '../report/figures.js';

it('promtool finds no fault in the figures', () => {
  const { error, status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
    input: renderPrometheus(figures),
    encoding: 'utf8',
  });
  expect({ error, status, stdout, stderr }).toEqual({ error: undefined, status: 0, stdout: '', stderr: '' });
});
