import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { renderConfigTemplate } from '../../src/report/settings/config-template.js';
import { eachSetting } from '../../src/settings/settings.js';
import { temporaryFolder } from '../support/program.js';

const template = renderConfigTemplate();
const lines = template.split('\n');
const settings = eachSetting().map(([name, setting]) => [setting.key, { name, setting }] as const);

function configOf(text: string) {
  const home = temporaryFolder();
  writeFileSync(path.join(home, 'config.toml'), text);
  return readConfig({}, { CRYPTO_BOT_HOME: home });
}

describe('the config file of config init', () => {
  it('has nothing but comments and empty lines of at most 80 columns, so that it changes nothing', async () => {
    for (const line of lines) expect(line).toMatch(/^(#.{0,79})?$/);
    expect((await configOf(template)).given).toEqual((await configOf('')).given);
  });

  it('may have tables whose settings are all commented out, but no value in the place of a table', async () => {
    expect((await configOf('[caps]\n#day = 5\n[notify.ntfy]\n')).given).toEqual((await configOf('')).given);
    const expected = /caps in .*: expected a table, \[caps\] with its settings below it/;
    await expect(async () => configOf('caps = 3')).rejects.toThrow(expected);
  });

  it('ends with rules of one’s own, which work when they are uncommented', async () => {
    const from = lines.indexOf('#[strategies.careful]');
    const rules = lines.slice(from).map((line) => line.replace(/^#/, ''));
    const config = await configOf(['strategy = "careful"', ...lines.slice(0, from), ...rules].join('\n'));
    expect([config.rule.name, config.rules.map(({ name }) => name)]).toEqual(['careful', ['careful', 'calm']]);
  });

  it.each(settings)('has %s, which works when it is uncommented', async (key, { name, setting }) => {
    expect(lines.filter((line) => line.startsWith(`#${key} = `))).toHaveLength(1);
    // A service that takes messages needs all of its lines, anything else its own alone.
    const [service] = /^notify\.\w+\./.exec(key) ?? [`${key} = `];
    const own = lines.filter((line) => line.startsWith(`#${service}`));
    const config = await configOf(lines.map((line) => (own.includes(line) ? line.slice(1) : line)).join('\n'));
    expect(config.given[name]).toEqual({ name: key, text: setting.example });
  });
});
