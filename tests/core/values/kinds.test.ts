import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceFile } from '../../../src/commands/trial/price-files.js';
import { sweptParameter } from '../../../src/commands/trial/sweep/swept-parameter.js';
import { walkForward } from '../../../src/commands/trial/sweep/walk-forward.js';
import { type Decimal, Decimal as Money } from '../../../src/core/money.js';
import { coinId } from '../../../src/core/values/coin-id.js';
import { explained } from '../../../src/core/values/explained.js';
import { filePath } from '../../../src/core/values/file-path.js';
import type { Kind } from '../../../src/core/values/kind.js';
import { listOf } from '../../../src/core/values/list.js';
import { amount } from '../../../src/core/values/numbers/amount.js';
import { count } from '../../../src/core/values/numbers/count.js';
import { decimalBetween, sentDecimal, storedDecimal } from '../../../src/core/values/numbers/decimal.js';
import { orOff } from '../../../src/core/values/numbers/or-off.js';
import { percent } from '../../../src/core/values/numbers/percent.js';
import { seconds } from '../../../src/core/values/numbers/seconds.js';
import { oneOf } from '../../../src/core/values/one-of.js';
import { briefTime } from '../../../src/core/values/times/brief.js';
import { day } from '../../../src/core/values/times/day.js';
import { httpDate } from '../../../src/core/values/times/http-date.js';
import { instant } from '../../../src/core/values/times/instant.js';
import { period } from '../../../src/core/values/times/period.js';
import { unixTime } from '../../../src/core/values/times/unix-time.js';
import {
  chatId,
  mailAddress,
  mailServer,
  secretUrl,
  sharedSecret,
  token,
} from '../../../src/settings/kinds/destinations.js';
import { currency, minuteToDay, pairsByCoin, safeUrl, yesOrNo } from '../../../src/settings/kinds/exchange.js';
import { apiKey, coinName, parameterList, strategyName } from '../../../src/settings/kinds/names.js';

/** A kind with values of it. */
interface Sample<Value> {
  readonly kind: Kind<Value>;
  readonly values: fc.Arbitrary<Value>;
}

const sample = <Value>(kind: Kind<Value>, values: fc.Arbitrary<Value>): Sample<unknown> => ({ kind, values });

const decimals = (pattern: RegExp): fc.Arbitrary<Decimal> => fc.stringMatching(pattern).map((text) => new Money(text));
const typed = decimals(/^[1-9]\d{0,14}(\.\d{1,18})?$/);
const instants = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});
const days = instants.map((at) => at.toISOString().slice(0, 10));
const wholeSeconds = instants
  .filter((at) => at.getUTCFullYear() >= 100)
  .map((at) => new Date(Math.floor(at.getTime() / 1000) * 1000));
const texts = fc.stringMatching;
const ids = fc.stringMatching(/^[a-z0-9][A-Za-z0-9._-]{0,99}$/);

const samples: Readonly<Record<string, Sample<unknown>>> = {
  day: sample(day, days),
  instant: sample(instant, instants),
  period: sample(
    period,
    fc.oneof(
      instants.map((at) => ({ first: at, last: at })),
      days.map((it) => ({ first: new Date(it), last: new Date(`${it}T23:59:59.999Z`) })),
    ),
  ),
  amount: sample(amount, typed),
  percent: sample(percent, typed),
  'percent or off': sample(orOff(percent), fc.option(typed)),
  'decimal from 1 to 100': sample(decimalBetween('1', '100'), decimals(/^[1-9]\d?(\.\d{1,18})?$/)),
  'stored decimal': sample(storedDecimal, decimals(/^-?\d{1,200}(\.\d{1,200})?$/)),
  'sent decimal': sample(sentDecimal, decimals(/^-?[1-9](\.\d{1,39})?e[+-]?([12]?\d|30)$/)),
  count: sample(count(1, 250), fc.integer({ min: 1, max: 250 })),
  seconds: sample(seconds(3600), fc.integer({ min: 1, max: 3_600_000 })),
  'coin id': sample(coinId, ids),
  'list of coin ids': sample(listOf(coinId), fc.uniqueArray(ids, { minLength: 1, maxLength: 250 })),
  'one of': sample(oneOf(['hour', 'day']), fc.constantFrom('hour', 'day')),
  'file path': sample(
    filePath,
    fc.stringMatching(/^[./][ !-#%-}à-ö日-月]{0,100}$/).filter((it) => !it.includes('://')),
  ),
  'date of HTTP': sample(httpDate, wholeSeconds),
  'time in seconds since 1970': sample(
    unixTime,
    fc.integer({ min: 1_000_000_000, max: 9_999_999_999 }).map((s) => new Date(s * 1000)),
  ),
  'secret URL': sample(secretUrl, texts(/^https?:\/\/[a-z]{1,8}\.example\/[a-z0-9]{1,12}$/)),
  'safe URL': sample(safeUrl, texts(/^https:\/\/[a-z]{1,8}\.example(\/[a-z0-9]{1,12})?$/)),
  'chat id': sample(chatId, texts(/^-?[1-9]\d{0,15}$/)),
  token: sample(token, texts(/^[!-~]{1,300}$/)),
  'shared secret': sample(sharedSecret, texts(/^[ -~à-ö]{1,300}$/)),
  'mail address': sample(mailAddress, texts(/^[a-z0-9]{1,10}@[a-z0-9]{1,10}\.example$/)),
  'mail server': sample(
    mailServer,
    fc.record({
      host: fc.constantFrom('localhost', '::1', '127.0.0.1'),
      port: fc.integer({ min: 1, max: 65_535 }),
      encryption: fc.constantFrom('tls', 'starttls', 'none'),
      user: fc.option(texts(/^[ -~à-ö]{1,20}$/), { nil: undefined }),
      password: fc.option(texts(/^[ -~à-ö]{1,20}$/), { nil: undefined }),
    }),
  ),
  'yes or no': sample(yesOrNo, fc.boolean()),
  currency: sample(currency, texts(/^[A-Z0-9]{2,10}$/)),
  'pairs by coin': sample(
    pairsByCoin,
    fc
      .uniqueArray(ids, { minLength: 1, maxLength: 5 })
      .chain((coins) =>
        fc.tuple(...coins.map((coin) => fc.tuple(fc.constant(coin), texts(/^[A-Z0-9.]{1,20}\/[A-Z]{3}$/)))),
      )
      .map((pairs) => new Map(pairs)),
  ),
  'a minute to a day': sample(minuteToDay, fc.integer({ min: 60_000, max: 86_400_000 })),
  'API key': sample(apiKey, texts(/^[\w-]{1,200}$/)),
  'name of a coin': sample(coinName, texts(/^[ -~à-ö]{1,40}$/)),
  'name of a strategy': sample(strategyName, texts(/^[ -~à-ö]{1,40}$/)),
  'list of parameters': sample(parameterList, texts(/^[a-z]{1,9}=[\d.]{1,9}(,[A-Z]{1,9}=[\d.]{1,9})?$/)),
  'file of prices': sample(priceFile, fc.record({ file: texts(/^[./][a-z0-9/]{0,20}$/), coin: fc.option(ids) })),
  'parameter of a sweep': sample(
    sweptParameter,
    fc.record({
      name: texts(/^[a-z]\w{0,8}$/),
      values: fc.uniqueArray(texts(/^[a-z0-9]{1,8}$/), { minLength: 1, maxLength: 5 }),
    }),
  ),
  'windows of a walk': sample(
    walkForward,
    fc.record({ trainDays: fc.integer({ min: 1, max: 100_000 }), testDays: fc.integer({ min: 1, max: 100_000 }) }),
  ),
};

const each = Object.entries(samples);
/** A Decimal is what its digits are. */
const comparable = (value: unknown) => (Money.isDecimal(value) ? value.toFixed() : value);

describe.each(each)('a kind: %s', (_, { kind, values }) => {
  it('reads again what it prints', () => {
    fc.assert(
      fc.property(values, (value) => {
        const again = kind.parse(kind.print(value));
        expect(comparable(again)).toEqual(comparable(value));
      }),
    );
  });

  it('reads again what it prints of whatever text it takes', () => {
    const near = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'0123456789.-+eE:TZ,') }),
      values.map((value) => kind.print(value)),
    );
    fc.assert(
      fc.property(near, (text) => {
        const value = kind.parse(text);
        fc.pre(value !== undefined);
        expect(comparable(kind.parse(kind.print(value)))).toEqual(comparable(value));
      }),
      { maxSkipsPerRun: 1000 },
    );
  });

  it('reads its example, where that is one text', () => {
    for (const example of kind.example.split(' or ')) expect(kind.parse(example)).toBeDefined();
  });

  it('refuses a value with anything before or after it that cannot be seen', () => {
    const invisible = fc.constantFrom(
      '\u0000',
      '\u001b[31m',
      '\n',
      '\r',
      '\t',
      '\u007f',
      '\u009b',
      '\u202e',
      '\u2028',
      '\u2066',
      '\ufeff',
    );
    fc.assert(
      fc.property(values, invisible, fc.boolean(), (value, it, before) => {
        const text = kind.print(value);
        expect(kind.parse(before ? it + text : text + it)).toBeUndefined();
      }),
    );
  });
});

const numbers = [
  'amount',
  'percent',
  'percent or off',
  'decimal from 1 to 100',
  'stored decimal',
  'sent decimal',
  'count',
  'seconds',
];

describe.each(numbers)('a number: %s', (name) => {
  it.each([
    '',
    ' ',
    ' 1',
    '1 ',
    '1e400',
    '0x10',
    '1_000',
    '1,000',
    '1,5',
    '١',
    '１',
    'Infinity',
    '-Infinity',
    'NaN',
    '+1',
    '1.',
    '.5',
    '1..5',
    '--1',
    '0b1',
    '1n',
    '½',
  ])('is not %j', (text) => {
    expect(samples[name]?.kind.parse(text)).toBeUndefined();
  });
});

describe('an amount', () => {
  it.each(['0', '0.0', '-1', '1e2', '1234567890123456', '1.1234567890123456789'])('is not %s', (text) => {
    expect(amount.parse(text)).toBeUndefined();
  });
});

describe('a sent decimal', () => {
  it.each([
    ['1.64e-05', '0.0000164'],
    ['1E3', '1000'],
    ['-4.37931', '-4.37931'],
    ['0e-99', '0'],
  ])('%s is %s', (text, exact) => {
    expect(sentDecimal.parse(text)?.toFixed()).toBe(exact);
  });

  it.each(['1e31', '1e-31', '1e999999999999', '9'.repeat(41), '1e', '1e+', 'e5'])('is not %s', (text) => {
    expect(sentDecimal.parse(text)).toBeUndefined();
  });

  it('has at most 40 digits that count, and 140 characters', () => {
    expect(sentDecimal.parse(`1.${'1'.repeat(39)}`)).toBeDefined();
    expect(sentDecimal.parse(`1.${'1'.repeat(40)}`)).toBeUndefined();
    expect(sentDecimal.parse('1'.padStart(140, '0'))).toBeDefined();
    expect(sentDecimal.parse('1'.padStart(141, '0'))).toBeUndefined();
  });
});

describe('a limit that can be off', () => {
  it.each(['off', '0', '0.00'])('is null for %s', (text) => {
    expect(orOff(percent).parse(text)).toBeNull();
  });
});

describe('seconds', () => {
  it('are bounded to the millisecond', () => {
    expect(['3600', '3600.001', '0.001', '0'].map(seconds(3600).parse)).toEqual([3_600_000, undefined, 1, undefined]);
  });
});

describe('a day', () => {
  it('is the 29th of February in leap years, the 400th among them', () => {
    for (const text of ['2028-02-29', '2000-02-29']) expect(day.parse(text)).toBe(text);
  });
});

describe('a kind made of its bounds, choices or items', () => {
  it('says what is expected, and shows an example', () => {
    const said = ({ expected, example }: Kind<unknown>) => `${expected}, such as ${example}`;
    expect(said(count(1, 250))).toBe('a whole number from 1 to 250, such as 1');
    expect(said(decimalBetween('0.5', '100'))).toBe('a decimal number from 0.5 to 100, such as 0.5');
    expect(said(seconds(60))).toBe('seconds, more than 0 and at most 60, such as 0.5');
    expect(said(orOff(percent))).toBe(`${percent.expected}, or off, such as ${percent.example}`);
    expect(said(oneOf(['hour', 'day']))).toBe('one of hour, day, such as hour');
    expect(said(listOf(coinId))).toBe(
      `a list of at most 250, without repetitions, each ${coinId.expected}, such as ${coinId.example}`,
    );
    expect([oneOf(['hour', 'day']).choices, listOf(coinId).isList]).toEqual([['hour', 'day'], true]);
  });

  it('reads and prints', () => {
    expect([count(1, 250).parse('250'), count(1, 250).print(7)]).toEqual([250, '7']);
    expect([oneOf(['hour', 'day']).parse('day'), oneOf(['hour', 'day']).print('day')]).toEqual(['day', 'day']);
    expect([orOff(percent).print(null), orOff(percent).print(new Money('2.5'))]).toEqual(['off', '2.5']);
    expect(decimalBetween('0.5', '1').print(new Money('0.75'))).toBe('0.75');
    expect(listOf(coinId).print(['bitcoin', 'ethereum'])).toBe('bitcoin,ethereum');
  });

  it('passes an error on that is no refusal', () => {
    const broken = explained({
      expected: '',
      example: '',
      print: String,
      read: (): string => {
        throw new Error('a fault of the kind');
      },
    });
    expect(() => broken.parse('x')).toThrow('a fault of the kind');
  });
});

describe('a time for people', () => {
  it.each([
    ['2026-11-22T00:00:00.000Z', '2026-11-22'],
    ['2026-11-22T12:30:00.000Z', '2026-11-22T12:30Z'],
    ['2026-11-22T12:30:05.000Z', '2026-11-22T12:30:05Z'],
    ['2026-11-22T12:30:00.951Z', '2026-11-22T12:30:00.951Z'],
  ])('%s is %s', (at, text) => {
    expect(briefTime(new Date(at))).toBe(text);
  });
});

describe('an instant', () => {
  it.each([
    ['2026-11-22T22:21Z', '2026-11-22T22:21:00.000Z'],
    ['2026-11-22T22:21:12Z', '2026-11-22T22:21:12.000Z'],
    ['2026-11-22T22:21:12.951Z', '2026-11-22T22:21:12.951Z'],
    ['2026-11-22T22:21:12.951999999Z', '2026-11-22T22:21:12.951Z'],
    ['2026-11-22T00:30:00+02:00', '2026-11-21T22:30:00.000Z'],
    ['2028-02-29T23:59:59Z', '2028-02-29T23:59:59.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(instant.parse(text)?.toISOString()).toBe(expected);
  });
});

describe('a date of HTTP', () => {
  it.each([
    'Thu, 30 Feb 2026 14:53:40 GMT',
    'Mon, 22 Nov 2026 22:15:00 GMT', // it was a Sunday
    'Sun, 22 Nov 2026 24:00:00 GMT',
    'Sun, 22 Nov 2026 22:15:00 UTC',
    'Sun, 22 Nov 2026 22:15:00',
    'Sunday, 22-Nov-26 22:15:00 GMT',
    '2026-11-22T22:15:00Z',
    '5',
  ])('is not %j', (text) => {
    expect(httpDate.parse(text)).toBeUndefined();
  });
});

describe('a period', () => {
  it.each([
    ['2026-11-22', '2026-11-22T00:00:00.000Z', '2026-11-22T23:59:59.999Z'],
    ['2026-11-22T12:00:00Z', '2026-11-22T12:00:00.000Z', '2026-11-22T12:00:00.000Z'],
  ])('%s is from %s to %s', (text, first, last) => {
    expect(period.parse(text)).toEqual({ first: new Date(first), last: new Date(last) });
  });
});

describe('no day or time', () => {
  const notInCalendar = [
    '2026-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '1900-02-29',
    '0000-01-01',
  ];
  const wrongTimes = ['T24:00:00Z', 'T25:00:00Z', 'T22:60:00Z', 'T23:59:60Z', 'T10:00:00+24:00', 'T10:00:00+00:60'];

  it.each([
    '',
    'yesterday',
    '2026',
    '2026-11-22 22:21:12Z',
    '2026-11-22T22:21:12', // no zone: it would be the machine's
    '2026-11-22T22Z',
    '2026-11-22T22:21:12,5Z',
    '2026-11-22t22:21:12z',
    '20261122T222112Z',
    '22.11.2026',
    ' 2026-11-22',
    '2026-11-22 ',
    '٢٠٢٦-11-22',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    ...notInCalendar,
    ...notInCalendar.map((it) => `${it}T10:00:00Z`),
    ...wrongTimes.map((it) => `2026-11-22${it}`),
  ])('is %j', (text) => {
    expect([day.parse(text), instant.parse(text), period.parse(text)]).toEqual([undefined, undefined, undefined]);
  });
});

describe('a coin id', () => {
  it.each(['', '.', '..', 'a/b', '../x', 'bit coin', "bitcoin'; --", 'bitcöin', 'x'.repeat(101)])(
    'is not %j',
    (text) => {
      expect(coinId.parse(text)).toBeUndefined();
    },
  );
});

describe('a coin id that begins with dots', () => {
  it('is one', () => {
    expect(coinId.parse('..a')).toBe('..a');
  });
});

describe('a list', () => {
  it('takes spaces after its commas, and nothing twice or empty', () => {
    const coins = listOf(coinId);
    expect(coins.parse('bitcoin  ,  ethereum  ')).toEqual(['bitcoin', 'ethereum']);
    for (const text of ['', ',', 'bit coin', 'bitcoin,', 'bitcoin,,ethereum', 'bitcoin, bitcoin', 'bitcoin,\tethereum'])
      expect(coins.parse(text)).toBeUndefined();
    const many = Array.from({ length: 251 }, (_, index) => `coin-${index}`);
    expect(coins.parse(many.slice(1).join(','))).toHaveLength(250);
    expect(coins.parse(many.join(','))).toBeUndefined();
  });
});
