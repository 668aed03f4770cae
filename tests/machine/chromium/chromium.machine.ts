import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { run } from '../../support/program.js';

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
});
afterAll(() => browser?.close());

const days = Array.from({ length: 400 }, (_, day) => new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10));
const prices = [
  'date,coin,price,market_cap',
  ...days.flatMap((day, index) => [
    `${day},bitcoin,${(10_000 + 40 * index + 2000 * Math.sin(index / 9)).toFixed(2)},900`,
    `${day},ethereum,${(300 + 900 * Math.sin(index / 60) ** 2).toFixed(2)},500`,
  ]),
].join('\n');

/** Makes a page by the program; gives its address, and what the program said in JSON. */
async function make(args: readonly string[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'crypto-bot-page-'));
  const [file, report] = [path.join(folder, 'a "b" <img src=x>.csv'), path.join(folder, 'page.html')];
  writeFileSync(file, prices);
  const env = { CRYPTO_BOT_HOME: path.join(folder, 'home') };
  const made = await run([...args, '--prices', file, '--html', report, '--json'], env);
  expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: '' });
  return { folder, address: pathToFileURL(report).href, json: JSON.parse(made.stdout) };
}

/** Opens a page, and gathers what it complains of and asks for. */
async function open({ address }: { readonly address: string }, options: BrowserContextOptions) {
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const [complaints, requests]: [string[], string[]] = [[], []];
  page.on('console', (message) => {
    if (!message.text().includes('willReadFrequently')) complaints.push(message.text()); // that is about this test
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(address);
  return { page, complaints, others: () => requests.filter((it) => it !== address) };
}

let backtest: Awaited<ReturnType<typeof make>>;
beforeAll(async () => {
  const money = ['--notional', '100', '--contribute', '200', '--contribute-every', 'week'];
  backtest = await make(['backtest', ...money, '--series']);
});
afterAll(() => rmSync(backtest.folder, { recursive: true }));

const phone = { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const wide = { viewport: { width: 1440, height: 900 } };

/** How high the pixels in about the colour of a line are on average, from 0 to 1, in each of ten strips from left to right; null for none. */
function heightsOf(page: Page, chart: string, line: string): Promise<(number | null)[]> {
  return page.evaluate(
    ([chart, line]) => {
      const canvas = document.querySelector<HTMLCanvasElement>(`#${chart} canvas`);
      const brush = document.createElement('canvas').getContext('2d');
      if (!canvas || !brush) throw new Error('no canvas');
      brush.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(`--${line}`);
      brush.fillRect(0, 0, 1, 1);
      const color = brush.getImageData(0, 0, 1, 1).data;
      const { width, height } = canvas;
      const [left, strip] = [Math.round(width * 0.2), Math.floor((width * 0.78) / 10)];
      const bottom = height - 42 * devicePixelRatio; // there the axis is
      return Array.from({ length: 10 }, (_, index) => {
        const { data } = canvas.getContext('2d')?.getImageData(left + index * strip, 0, strip, bottom) ?? { data: [] };
        const rows = Array.from({ length: bottom * strip }, (_, pixel) => pixel)
          .filter((pixel) =>
            [0, 1, 2].every((part) => Math.abs((data[4 * pixel + part] ?? 0) - (color[part] ?? 0)) < 60),
          )
          .map((pixel) => Math.floor(pixel / strip));
        return rows.length === 0 ? null : 1 - rows.reduce((sum, row) => sum + row, 0) / rows.length / height;
      });
    },
    [chart, line],
  );
}

describe.each([
  ['a phone in light', phone, 'light'],
  ['a phone in dark', phone, 'dark'],
  ['a wide screen in light', wide, 'light'],
  ['a wide screen in dark', wide, 'dark'],
] as const)('the page of a backtest on %s', (_, screen, colorScheme) => {
  it('draws each line, asks for nothing, complains of nothing, and does not scroll sideways', async () => {
    const { page, complaints, others } = await open(backtest, { ...screen, colorScheme });
    const names = { rule: 'Rule', contributed: 'Contributed', dca: 'DCA', bitcoin: 'Bitcoin', 'lump-sum': 'Lump sum' };
    const boxes = [...Object.values(names), 'Buys'];
    for (const name of boxes) await page.getByLabel(name, { exact: true }).uncheck();
    for (const [line, name] of Object.entries(names)) {
      expect(await heightsOf(page, 'value-chart', line)).toEqual(Array(10).fill(null));
      await page.getByLabel(name, { exact: true }).check();
      const heights = await heightsOf(page, 'value-chart', line);
      expect(heights).not.toContain(null);
      if (line === 'contributed')
        expect([...heights].sort()).toEqual(heights); // money only comes in
      else expect(await heightsOf(page, 'drawdown-chart', line)).not.toContain(null);
      await page.getByLabel(name, { exact: true }).uncheck();
    }
    expect(await heightsOf(page, 'value-chart', 'buys')).toEqual(Array(10).fill(null));
    await page.getByLabel('Buys').check();
    expect((await heightsOf(page, 'value-chart', 'buys')).some((it) => it !== null)).toBe(true);

    await page.getByLabel('Rule', { exact: true }).check();
    const [linear] = await heightsOf(page, 'value-chart', 'rule');
    await page.getByLabel('Logarithmic scale').check();
    const logarithmic = await heightsOf(page, 'value-chart', 'rule');
    expect(logarithmic).not.toContain(null);
    expect(logarithmic[0]).toBeGreaterThan((linear ?? 1) + 0.05); // little is seen, too

    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(screen.viewport.width);
    expect({ complaints, others: others() }).toEqual({ complaints: [], others: [] });
  });
});

describe('the page of a backtest', () => {
  it('tells the figures of a day that is pointed at, tapped, or chosen by keys', async () => {
    const { json } = backtest;
    const { page } = await open(backtest, phone);
    const money = (text: number) =>
      text.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    async function expectDay(day: string | undefined) {
      const entry = json.series.find(({ at }: { at: string }) => at.startsWith(day ?? ''));
      expect(await page.locator('#value-rule').textContent()).toBe(
        money(Number(entry.cash) + Number(entry.marketValue)),
      );
      expect(await page.locator('#value-contributed').textContent()).toBe(money(Number(entry.contributed)));
    }
    const told = () => page.locator('#figures-day').textContent();
    expect(await told()).toBe(days.at(-1));
    await page.getByRole('slider').focus();
    await page.keyboard.press('ArrowLeft');
    expect(await told()).toBe(days.at(-2));
    await expectDay(days.at(-2));
    expect(await page.getByRole('slider').getAttribute('aria-valuetext')).toMatch(/^2021-02-02, Rule [\d,.]+, Contrib/);
    await page.keyboard.press('Home');
    expect(await told()).toBe(days[0]);

    const box = await page.locator('#value-chart .u-over').boundingBox();
    if (!box) throw new Error('no chart');
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    const middle = (await told()) ?? '';
    expect(Math.abs(days.indexOf(middle) - 200)).toBeLessThan(4);
    await expectDay(middle);
  });

  it('has headings, tables, a slider and words in the place of the charts, for who does not see them', async () => {
    const { page } = await open(backtest, wide);
    const heard = await page.locator('main').ariaSnapshot();
    for (const part of [
      /heading "Backtest of below-average/,
      /img "Value over time"/,
      /slider "Day whose figures/,
      /rowheader "Profit"/,
      /columnheader "DCA"/,
    ])
      expect(heard).toMatch(part);
    expect(await page.locator('#charts-told').textContent()).toMatch(
      /^From 2020-01-01 to 2021-02-03\. 11,600\.00 came in\./,
    );
  });

  it('has its tables without scripts, too', async () => {
    const { page, complaints } = await open(backtest, { ...wide, javaScriptEnabled: false });
    expect(await page.getByText('The charts need JavaScript').isVisible()).toBe(true);
    expect(await page.getByRole('slider').isVisible()).toBe(false);
    expect(await page.locator('#value-rule').isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });
});

it('the page of a sweep has a map that scrolls by itself, asks for nothing and complains of nothing', async () => {
  const sweep = await make(['sweep', '--notional', '100', '--param', 'window=5..20:5', '--param', 'margin=0..9:0.5']);
  onTestFinished(() => rmSync(sweep.folder, { recursive: true }));
  const { page, complaints, others } = await open(sweep, phone);
  const colors = await page
    .locator('.map td')
    .evaluateAll((cells) => cells.map((it) => getComputedStyle(it).backgroundColor));
  expect(new Set(colors).size).toBeGreaterThan(4);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.viewport.width);
  expect({ complaints, others: others() }).toEqual({ complaints: [], others: [] });
});
