import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runHere as run } from '../support/run-here.js';
import { arrange } from '../support/scene.js';

/** Every command that takes a text, with one that does not fit. */
const commandsWith = (text: string): string[][] => [
  [text],
  ['run', text],
  ['run', '--top', text],
  ['run', '--coins', text],
  ['run', '--strategy', text],
  ['run', '--param', text],
  ['run', '--market', text],
  ['run', '--db', text],
  ['run', `--dbb=${text}`],
  ['run', '--config', text],
  ['history', '--coin', text],
  ['history', '--since', text],
  ['history', '--limit', text],
  ['why', text],
  ['why', '--at', text],
  ['cash', text],
  ['cash', 'deposit', text],
  ['strategies', text],
  ['config', text],
  ['config', 'check', '--every', text],
  ['copy', '--to', text],
  ['backup', text],
  ['completion', text],
];

/** Everything that was printed, logged and made. */
async function allThatIsTold(commands: readonly string[][], more: Readonly<Record<string, string>> = {}) {
  const { env, home } = await arrange();
  const quick = {
    ...env,
    CRYPTO_BOT_DATABASE_TIMEOUT_SECONDS: '0.2',
    CRYPTO_BOT_HTTP_RETRY_DELAY_SECONDS: '0.001',
    ...more,
  };
  const outcomes = await Promise.all(commands.map((args) => run(args, quick)));
  const log = path.join(home, 'logs', 'app.log');
  const logged = readdirSync(home).includes('logs') ? readFileSync(log, 'utf8') : '';
  const told = outcomes.map(({ stdout, stderr }) => stdout + stderr).join('') + logged;
  return { told, codes: outcomes.map(({ code }) => code), files: readdirSync(home, { recursive: true }).map(String) };
}

describe('a password', () => {
  it.each([
    'postgresql://me:hunter2%21@127.0.0.1:1/db',
    'postgresql://me:hunter2@/?x/y@127.0.0.1:1/db',
    'postgresql://me:hun/ter2?x@127.0.0.1:1/db',
    'https://me:hunter2@api.example/v3?key=hunter2',
    'htp://me:hun/ter2@api.example',
  ])('is not told, wherever a URL with it is typed: %s', async (url) => {
    const { told, codes, files } = await allThatIsTold(commandsWith(url));
    expect(told).not.toMatch(/hunter2|hun\/|ter2/);
    expect(codes).not.toContain(1);
    expect(files.filter((file) => /hun|ter2/.test(file))).toEqual([]);
  });

  it.each([
    'DATABASE_URL',
    'CRYPTO_BOT_COPY_TO',
    'CRYPTO_BOT_COINGECKO_URL',
    'HTTPS_PROXY',
    'CRYPTO_BOT_CONFIG',
    'CRYPTO_BOT_LOG_FILE',
    'CRYPTO_BOT_HOME',
  ])('is not told where %s has it unescaped', async (name) => {
    const commands = [['run'], ['config', 'show'], ['portfolio'], ['verify']];
    const { told, codes } = await allThatIsTold(commands, { [name]: 'postgresql://me:hunter2@x/?y@127.0.0.1:1/db' });
    expect(told).not.toContain('hunter2');
    expect(codes.slice(0, 2)).toEqual([2, 2]);
    expect(codes).not.toContain(1); // the others may not use it
  });

  it('is an ordinary word where a message has it for another reason', async () => {
    const db = 'postgresql://postgres:postgres@127.0.0.1:1/postgres';
    const { told } = await allThatIsTold([['portfolio', '--db', db]]);
    expect(told).toContain('the database postgresql://127.0.0.1:1/postgres cannot be reached');
    const { told: bought } = await allThatIsTold([['run', '--dry-run']], {
      CRYPTO_BOT_COPY_TO: 'postgresql://me:coin@127.0.0.1:1/x',
    });
    expect(bought).toContain('Purchasing 1 bitcoin');
    expect(bought).not.toContain('***');
  });
});

describe('a key in the URL of the market', () => {
  it.each([
    ['as a user', (url: string) => url.replace('://', '://CG-hunter2@')],
    ['as a parameter', (url: string) => `${url}?x_cg_demo_api_key=CG-hunter2`],
  ])('is not told: %s', async (_, withKey) => {
    const { market } = await arrange();
    const commands = [
      ['run', '--verbose', '--json'],
      ['config', 'show'],
      ['config', 'show', '--json'],
    ];
    market.misbehaveOn('/', { status: 401, body: { error: `no ${Buffer.from('CG-hunter2').toString('base64')}` } });
    const { told, codes } = await allThatIsTold(commands, { CRYPTO_BOT_COINGECKO_URL: withKey(market.url) });
    expect(told).toContain(new URL(market.url).host);
    expect(told).toContain('401');
    expect(told).not.toMatch(/hunter2|Q0ctaHVudGVy/);
    expect(codes).toEqual([3, 0, 0]);
  });
});
