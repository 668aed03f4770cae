import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { run, temporaryFolder } from '../support/program.js';

function arrange(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  return { at: (name: string) => path.join(folder, name), env: { CRYPTO_BOT_HOME: path.join(folder, 'home') } };
}

describe('prices check', () => {
  it('says of each coin what there is, and what is odd', async () => {
    const { at, env } = arrange({
      'prices.csv':
        'date,coin,price,market_cap\n2021-01-01,a,1,\n2021-01-02,a,2,5\n2021-01-04,a,2,5\n2021-01-01,b,1,1\n',
    });
    const { code, stdout } = await run(['prices', 'check', at('prices.csv')], env);
    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "a
        from 2021-01-01 to 2021-01-04, 3 rows, 1 day apart
        1 price missing in 1 gap:
          1 between 2021-01-02 and 2021-01-04
        1 jump of more than 50 %:
          100.00 % at 2021-01-02, from 1.00 to 2.00
        1 row without a market cap

      b
        from 2021-01-01 to 2021-01-01, 1 row
        nothing odd
      "
    `);
  });

  it('names the first 20 lines that cannot be read, of all files, and how many more there are', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => `2021-01-0${index},a,1`);
    const { at, env } = arrange({ 'a.csv': ['date,coin,price', ...rows].join('\n'), 'b.csv': '' });
    const { code, stderr } = await run(['prices', 'check', at('a.csv'), at('b.csv')], env);
    const lines = stderr.trimEnd().split('\n');
    expect(code).toBe(2);
    expect(lines).toHaveLength(21);
    expect(lines[0]).toContain('a.csv line 2: the date is "2021-01-00"');
    expect(lines.at(-1)).toBe('and 2 more');
  });
});
