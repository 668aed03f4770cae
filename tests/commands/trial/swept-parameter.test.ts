import { describe, expect, it } from 'vitest';
import { sweptParameter } from '../../../src/commands/trial/sweep/swept-parameter.js';
import { textsOf } from '../../../src/commands/trial/sweep/swept-texts.js';
import { problemOf } from '../../../src/core/values/problem.js';

describe('a parameter of a sweep', () => {
  it.each([
    ['window=10..30:10', ['10', '20', '30']],
    ['window=10..35:10', ['10', '20', '30']],
    ['margin=0..0.3:0.1', ['0', '0.1', '0.2', '0.3']],
    ['margin=-1..1:1', ['-1', '0', '1']],
    ['sizing.max_multiplier=1,2,2.5', ['1', '2', '2.5']],
    ['window=7', ['7']],
    ['start=2014-01-01,2015-01-01', ['2014-01-01', '2015-01-01']],
  ])('%s has these values, exactly', (text, values) => {
    expect(sweptParameter.parse(text)).toEqual({ name: text.replace(/=.*/, ''), values });
  });

  it.each([
    ['window', 'expected NAME=FROM..TO:STEP'],
    ['window=', 'expected NAME=FROM..TO:STEP'],
    ['window=1,,2', 'expected NAME=FROM..TO:STEP'],
    ['window=1,2,1', 'one of its values is there twice'],
    ['window=10..5:1', 'it begins after its end'],
    ['window=1..5', 'expected NAME=FROM..TO:STEP'],
    ['window=1..5:0', 'expected NAME=FROM..TO:STEP'],
    ['window=a..b:1', 'expected NAME=FROM..TO:STEP'],
    ['window=0..1:0.0000001', 'it has more than 1000000 values'],
  ])('%s is refused', (text, why) => {
    expect(sweptParameter.parse(text)).toBeUndefined();
    expect(problemOf('--param', text, sweptParameter)).toContain(why);
  });

  it('is a setting where it has the name of one in config.toml, else a parameter of the rule', () => {
    expect(textsOf({ window: '10', 'sizing.max_multiplier': '2', margin: '0', top: '5' })).toEqual({
      maxMultiplier: '2',
      top: '5',
      params: 'window=10,margin=0',
    });
  });
});
