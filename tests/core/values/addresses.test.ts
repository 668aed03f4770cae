import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { databaseUrl } from '../../../src/core/values/addresses/database-url.js';
import { holdsSecret } from '../../../src/core/values/addresses/holds-secret.js';
import { namedFile } from '../../../src/core/values/addresses/named-file.js';
import { type PostgresqlUrl, postgresqlUrl, printPlace } from '../../../src/core/values/addresses/postgresql-url.js';
import { secretsOfSecretUrl, secretsOfUrl, serviceUrl } from '../../../src/core/values/addresses/service-url.js';
import { expandHome, filePath } from '../../../src/core/values/file-path.js';

const nothing = {
  user: undefined,
  password: undefined,
  host: undefined,
  port: undefined,
  database: undefined,
  schema: 'public',
  parameters: {},
};

describe('a URL of PostgreSQL', () => {
  it.each<[text: string, expected: Partial<PostgresqlUrl>]>([
    ['postgresql://', {}],
    ['postgres:///', {}],
    ['postgresql:///bot', { database: 'bot' }],
    ['postgresql://localhost', { host: 'localhost' }],
    ['postgresql://db_1.example:6543/bot', { host: 'db_1.example', port: 6543, database: 'bot' }],
    ['postgresql://127.0.0.1/bot', { host: '127.0.0.1', database: 'bot' }],
    ['postgresql://[::1]/bot', { host: '::1', database: 'bot' }],
    [
      'postgresql://me:pw@[2001:db8::7]:5432/bot',
      { user: 'me', password: 'pw', host: '2001:db8::7', port: 5432, database: 'bot' },
    ],
    ['postgresql://[fe80::1%25eth0]:5432/bot', { host: 'fe80::1%eth0', port: 5432, database: 'bot' }],
    ['postgresql://[::ffff:10.0.0.1]/bot', { host: '::ffff:10.0.0.1', database: 'bot' }],
    ['postgresql:///bot?host=::1&port=5433', { host: '::1', port: 5433, database: 'bot' }],
    ['postgresql://%2Frun%2Fpostgresql/bot', { host: '/run/postgresql', database: 'bot' }],
    ['postgresql://%2Frun%2Fpostgresql:5433/bot', { host: '/run/postgresql', port: 5433, database: 'bot' }],
    [
      'postgresql://me:pw@/bot?host=/run/my%20socket',
      { user: 'me', password: 'pw', host: '/run/my socket', database: 'bot' },
    ],
    ['postgresql://bücher.example/bot', { host: 'bücher.example', database: 'bot' }],
    ['postgresql://me@corp:p:w@host/bot', { user: 'me@corp', password: 'p:w', host: 'host', database: 'bot' }],
    [
      'postgresql://me:p%40s%2Fs%3F%23%25@host/a%23b',
      { user: 'me', password: 'p@s/s?#%', host: 'host', database: 'a#b' },
    ],
    [
      'postgresql://host/bot?user=me&password=p%20w+1',
      { user: 'me', password: 'p w 1', host: 'host', database: 'bot' },
    ],
    [
      'POSTGRESQL://host/bot?schema=own&sslmode=require&options=-c%20x%3D1',
      { host: 'host', database: 'bot', schema: 'own', parameters: { sslmode: 'require', options: '-c x=1' } },
    ],
    ['postgresql://host/bot?schema=&port=', { host: 'host', database: 'bot' }],
    ['postgresql://host/?sslrootcert=/ca.pem', { host: 'host', parameters: { sslrootcert: '/ca.pem' } }],
  ])('%s', (text, expected) => {
    expect(postgresqlUrl.parse(text)).toEqual({ ...nothing, ...expected });
  });

  it.each([
    ['mysql://host/bot', /must look like postgresql:/],
    ['postgresql:host', /must look like postgresql:/],
    ['postgresql://me:hunter2@', /must look like postgresql:/],
    ['postgresql://me:hunter2/x@host/bot', /%-escaped: @ as %40/],
    ['postgresql://me:hun?ter2@host/bot', /%-escaped/],
    ['postgresql://me:hunter2#x@host/bot', /%-escaped/],
    ['postgresql://me:%zz@host/bot', /%-escaped/],
    ['postgresql://host/bot?user=me@hunter2', /%-escaped/],
    ['postgresql://host/bot\u0000', /must look like/],
    ['postgresql://host/bot\n', /must look like/],
    ['postgresql://a,b/bot', /names several: leave one/],
    ['postgresql://a:5432,b:5433/bot', /names several: leave one/],
    ['postgresql:///bot?host=a,b', /names several: leave one/],
    ['postgresql://a/bot?port=1,2', /names several: leave one/],
    ['postgresql://::1/bot', /IPv6 address in \[ \]/],
    ['postgresql://[localhost]/bot', /its host must be a name/],
    ['postgresql://[fe80::1::2]/bot', /its host must be/],
    ['postgresql://[::1/bot', /its host must be/],
    ['postgresql://%3A%3A1/bot', /its host must be/],
    ['postgresql:///bot?host=@abstract', /%-escaped/],
    ['postgresql:///bot?host=a%20b', /its host must be/],
    ['postgresql:///bot?host=::1%5D/a', /its host must be/],
    ['postgresql:///bot?host=fe80::1%25e%20h', /its host must be/],
    ['postgresql://%zz/bot', /its host must be/],
    ['postgresql://host:0/bot', /port must be a whole number from 1 to 65535/],
    ['postgresql://host:65536/bot', /port must be/],
    ['postgresql://host/bot?port=abc', /port must be/],
    ['postgresql://host/bot?sslmod=require', /^sslmod is no parameter of a database URL, did you mean sslmode\?$/],
    ['postgresql://host/bot?schemaa=moved', /did you mean schema\?/],
    ['postgresql://host/bot?pgbouncer=true', /^pgbouncer is no parameter of a database URL; it has schema, /],
    ['postgresql://host/bot?SSLMODE=require', /did you mean sslmode\?/],
    ['postgresql://host/bot?x%20y=1', /must look like/],
    ['postgresql://host/bot?schema=a&schema=b', /schema of the database URL is there twice/],
    ['postgresql://host/bot?schema=a"b', /schema of the database URL must be letters/],
    ['postgresql://host/bot?sslmode=always', /sslmode of the database URL must be one of disable, /],
    [
      'postgresql://host/bot?sslmode=verify-full&sslrootcert=$HOME/ca.pem',
      /sslrootcert of the database URL .*"\$" is not replaced/,
    ],
  ])('is not %j, and it is said why', (text, why) => {
    expect(postgresqlUrl.parse(text)).toBeUndefined();
    expect(postgresqlUrl.why?.(text)).toMatch(why);
    expect(postgresqlUrl.why?.(text)).not.toMatch(/hunter2|ter2/);
  });

  const anything = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((it) => !/\p{Cs}/u.test(it));
  const url: fc.Arbitrary<PostgresqlUrl> = fc.record({
    user: fc.option(anything, { nil: undefined }),
    password: fc.option(anything, { nil: undefined }),
    host: fc.option(
      fc.oneof(
        fc.domain(),
        fc.ipV4(),
        fc.ipV6(),
        fc.ipV6().map((it) => `${it}%eth0`),
        anything.map((it) => `/${it.replaceAll(',', '')}`),
      ),
      { nil: undefined },
    ),
    port: fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined }),
    database: fc.option(anything, { nil: undefined }),
    schema: fc.constantFrom('public', 'ledger', 'Ünï_1'),
    parameters: fc.record({ options: anything, sslmode: fc.constantFrom('require', 'disable') }, { requiredKeys: [] }),
  });

  it('reads again what it prints, whatever needs escapes', () => {
    fc.assert(
      fc.property(url, (it) => {
        expect(postgresqlUrl.parse(postgresqlUrl.print(it))).toEqual({ ...it, parameters: { ...it.parameters } });
        expect(databaseUrl.parse(databaseUrl.print({ provider: 'postgresql', url: it }))).toBeDefined();
      }),
    );
  });

  it('has a place without user, password and parameters, with the folder of a socket as it is', () => {
    const text = 'postgresql://me:pw@/bot?host=/run/postgresql&port=5433&schema=own&application_name=x';
    expect(printPlace(postgresqlUrl.parse(text) ?? nothing)).toBe(
      'postgresql://:5433/bot?host=/run/postgresql&schema=own',
    );
    expect(printPlace({ ...nothing, host: 'host' })).toBe('postgresql://host');
  });
});

describe('a URL of a database', () => {
  it.each([
    ['file:crypto-bot.db', 'crypto-bot.db'],
    ['file:/home/me:x/my bot.db', '/home/me:x/my bot.db'],
    ['file:~/crypto-bot.db', '~/crypto-bot.db'],
    ['file:./~/crypto-bot.db', './~/crypto-bot.db'],
    ['file:100%.db', '100%.db'],
    ['file:///home/me/my%20bot%3F.db', '/home/me/my bot?.db'],
    ['file://localhost/home/me/bot.db', '/home/me/bot.db'],
    ['FILE:bot.db', 'bot.db'],
  ])('%s is the file %s', (text, path) => {
    const url = { provider: 'sqlite', path } as const;
    expect(databaseUrl.parse(text)).toEqual(url);
    expect(databaseUrl.parse(databaseUrl.print(url))).toEqual(url);
    expect(namedFile.parse(text)).toBe(path);
  });

  it.each(['postgres:///bot', 'PostgreSQL:///bot'])('%s is a database of PostgreSQL', (text) => {
    expect(databaseUrl.parse(text)).toEqual({ provider: 'postgresql', url: { ...nothing, database: 'bot' } });
  });

  it.each([
    ['', undefined],
    ['crypto-bot.db', undefined],
    ['mysql://host/db', undefined],
    ['file:', undefined],
    ['file://other-host/x.db', undefined],
    ['file:a\nb.db', undefined],
    ['a-file:x.db', undefined],
    ['a-postgresql://host/bot', undefined],
    ['file:///%zz', undefined],
    ['file:x.db?mode=ro', /has no parameters/],
    ['file:///x.db?mode=ro', /has no parameters/],
    ['file:$HOME/x.db', /"\$" is not replaced here: write the path itself, or begin it with ~\//],
    ['file:~me/x.db', /only ~\/ stands for a home folder/],
    ['file:~', /only ~\//],
    ['file:x\u001b.db', /control characters/],
    ['file:///x%0a.db', /control characters/],
    ['postgresql://host/bot?sslmod=require', /did you mean sslmode/],
  ])('is not %j', (text, why) => {
    expect(databaseUrl.parse(text)).toBeUndefined();
    if (why) expect(databaseUrl.why?.(text)).toMatch(why);
    else expect(databaseUrl.why?.(text)).toBeUndefined();
  });

  it('reads again the path that it prints', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((it) => filePath.parse(`/x${it}`) !== undefined);
    fc.assert(
      fc.property(name, (it) => {
        const url = { provider: 'sqlite', path: `/x${it}` } as const;
        expect(databaseUrl.parse(databaseUrl.print(url))).toEqual(url);
      }),
    );
  });
});

describe('a path in the home folder', () => {
  it.each([
    ['~/crypto-bot.db', '/home/me/crypto-bot.db'],
    ['./~/crypto-bot.db', './~/crypto-bot.db'],
    ['/~/crypto-bot.db', '/~/crypto-bot.db'],
    ['a~/b', 'a~/b'],
    ['a~b', 'a~b'],
  ])('%s is %s', (path, expanded) => {
    expect(filePath.parse(path)).toBe(path);
    expect(namedFile.parse(path)).toBe(path);
    for (const home of ['/home/me', '/home/me/', '/home/me//']) expect(expandHome(path, home)).toBe(expanded);
  });

  it.each([
    ['', 'it is empty: name a file'],
    ['~', 'only ~/ stands for a home folder, your own: write the path itself, or ./~'],
    ['~me/x', 'only ~/ stands for a home folder, your own: write the path itself, or ./~'],
    ['$HOME/x', '"$" is not replaced here: write the path itself, or begin it with ~/'],
    ['/a/$X', '"$" is not replaced here: write the path itself, or begin it with ~/'],
    ['postgresql://me:hunter2@host/db', 'it is a URL: name a file by its path'],
    ['a\u0000b', 'a path has no control characters: name another file'],
    ['a\nb', 'a path has no control characters: name another file'],
    ['a\u202eb', 'a path has no control characters: name another file'],
  ])('is not %j, and it is said why', (text, why) => {
    for (const kind of [filePath, namedFile]) {
      expect(kind.parse(text)).toBeUndefined();
      expect(kind.why?.(text)).toBe(why);
    }
  });
});

describe('a URL of a service', () => {
  it.each([
    ['https://api.example/api/v3/', 'https://api.example/api/v3'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['https://me:p%40w@api.example//', 'https://me:p%40w@api.example'],
    ['https://api.example/v3/?key=1', 'https://api.example/v3?key=1'],
  ])('%s is %s', (text, url) => {
    expect(serviceUrl.parse(text)).toBe(url);
    expect(serviceUrl.parse(serviceUrl.print(url))).toBe(url);
  });

  it.each([
    '',
    'api.example',
    'ftp://api.example',
    'https://',
    'https://me:pa/ss@api.example',
    'https://me:pa?ss@api.example',
    'https://api.example/#x',
    'https://me:%zz@api.example',
    'https://api.example/\n',
    'https://api.example/\u202e',
    ' https://api.example',
  ])('is not %j', (text) => {
    expect(serviceUrl.parse(text)).toBeUndefined();
  });

  it.each(['http://me/x@api.example', 'https://api.example/abc@d', 'https://api.example?to=a@b'])(
    'has no @ after its host: %s',
    (text) => {
      expect(serviceUrl.parse(text)).toBeUndefined();
      expect(serviceUrl.why?.(text)).toBe('an @ after its host must be %40; in a password / is %2F and ? is %3F');
    },
  );

  it('is secret as a whole where one may write to its path', () => {
    expect(secretsOfSecretUrl('https://hook.example/T0/B1?x=1')).toEqual(['/T0/B1?x=1', '/T0/B1', '1']);
    expect(secretsOfSecretUrl('https://hook.example/?x=1')).toEqual(['1']);
  });

  it('has a user, a password and the values of parameters for secrets', () => {
    expect(secretsOfUrl('https://CG-key:p%40w@api.example/v3?x_cg_demo_api_key=one&a=b%20c')).toEqual([
      'CG-key',
      'p@w',
      'one',
      'b c',
    ]);
    expect(secretsOfUrl('https://api.example/v3')).toEqual([]);
  });
});

describe('an address that holds a secret', () => {
  it.each([
    ['postgresql://me:pw@host/db', true],
    ['postgresql://me@host/db', false],
    ['https://api.example/v3?key=1', true],
    ['https://me@api.example', true],
    ['me:pw@api.example', true],
    ['https://api.example/v3', false],
    ['api.example', false],
    ['no address', false],
  ])('%s: %s', (text, holds) => {
    expect(holdsSecret(text)).toBe(holds);
  });
});
