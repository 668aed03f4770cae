import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Flags, readConfig } from '../../src/config.js';
import { effectiveSettings } from '../../src/settings/effective-settings.js';
import { temporaryFolder } from '../support/program.js';

async function effective(file: string, env: Record<string, string> = {}, flags: Flags['settings'] = {}) {
  const home = temporaryFolder();
  writeFileSync(path.join(home, 'config.toml'), file);
  const settings = effectiveSettings(await readConfig({ settings: flags }, { ...env, CRYPTO_BOT_HOME: home }));
  return (key: string) => {
    const { value, from, name } = settings.find((it) => it.key === key) ?? {};
    return { value: value?.replace(home, '<home>'), from, name };
  };
}

describe('the settings in effect', () => {
  it('say where each comes from', async () => {
    const of = await effective(
      'top = 4\nstrategy = "below-average"\nlog.file = "own.log"\n',
      { CRYPTO_BOT_TOP: '5' },
      { market: 'sample' },
    );
    expect(of('market')).toEqual({ value: 'sample', from: 'flag', name: '--market' });
    expect(of('top')).toEqual({ value: '5', from: 'environment', name: 'CRYPTO_BOT_TOP' });
    expect(of('strategy')).toEqual({ value: 'below-average', from: 'file', name: 'strategy' });
    expect(of('log.file')).toEqual({ value: '<home>/own.log', from: 'file', name: 'log.file' });
    expect(of('deadline_seconds')).toEqual({ value: '120', from: 'default', name: null });
    expect(of('database_url')).toEqual({ value: 'file://<home>/crypto-bot.db', from: 'default', name: null });
    expect(of('once_per')).toEqual({ value: undefined, from: 'default', name: null });
  });

  it('leave out a quantity that a notional overrides', async () => {
    const of = await effective('quantity = "2"\n', { CRYPTO_BOT_NOTIONAL: '25' });
    expect(of('quantity')).toEqual({ value: undefined, from: 'default', name: null });
    expect(of('notional')).toEqual({ value: '25', from: 'environment', name: 'CRYPTO_BOT_NOTIONAL' });
  });

  it.each([
    ['postgresql://me:hunter2@db.example/bot?schema=x', 'postgresql://db.example/bot?schema=x'],
    ['postgresql://me:hun@ter2@db.example/bot', 'postgresql://db.example/bot'],
    ['postgresql://me:hunter2@/bot?host=/run/postgresql', 'postgresql:///bot?host=/run/postgresql'],
    ['postgresql://db.example/bot?password=hunter2&sslmode=require', 'postgresql://db.example/bot'],
    ['postgresql://db.example:5432/bot', 'postgresql://db.example:5432/bot'],
  ])('show the place of a URL only: %s', async (url, shown) => {
    const of = await effective('', {
      DATABASE_URL: url,
      CRYPTO_BOT_COINGECKO_URL: 'https://me:hunter2@gecko.example:8443/v3?x_cg_demo_api_key=hunter2',
    });
    expect(of('database_url')).toEqual({ value: shown, from: 'environment', name: 'DATABASE_URL' });
    expect(of('coingecko.url').value).toBe('https://gecko.example:8443/v3');
  });

  it('never show a key', async () => {
    const of = await effective('coingecko.api_key = "CG-hunter2"\ncoingecko.plan = "demo"\n');
    expect(of('coingecko.api_key')).toEqual({ value: '***', from: 'file', name: 'coingecko.api_key' });
  });
});
