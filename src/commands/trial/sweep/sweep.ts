import { availableParallelism } from 'node:os';
import { Readable } from 'node:stream';
import { combinationAt, countCombinations, type SweptParameter } from '../../../backtest/sweep/combinations.js';
import { metricNames } from '../../../backtest/sweep/metric.js';
import { count } from '../../../core/values/numbers/count.js';
import { oneOf } from '../../../core/values/one-of.js';
import { readPriceFiles } from '../../../market/price-file/read.js';
import { displayCount } from '../../../report/format/amounts.js';
import { trialSettings } from '../../../settings/variant.js';
import { defineCommand } from '../../command.js';
import { checkFormat, formatOf, formats } from '../../format.js';
import { flag, list, option } from '../../input.js';
import { checkTrial, trialInputs } from '../inputs.js';
import { html, openPageFile } from '../page-file.js';
import { refusePipes } from '../price-files.js';
import { printSweep } from './print-sweep.js';
import { printWalk } from './print-walk.js';
import { checkSweep } from './sweep-request.js';
import { sweptParameter } from './swept-parameter.js';
import { textsOf } from './swept-texts.js';
import { walkForward } from './walk-forward.js';

/** More than this many take so long that it is seldom meant. */
const MOST_UNASKED = 100_000;

/** Tries many combinations of parameters on prices of the past, and says which did best, and how the others did. */
export const command = defineCommand({
  uses: trialSettings,
  hasLedger: false,
  settings: ['top', 'coins', 'strategy', 'quantity', 'notional'],
  options: {
    parameters: list(
      '--param <name=values>',
      'a parameter of the rule, or a setting: window=10..50:10 or margin=0,1,2; may be repeated',
      sweptParameter,
      { example: sweptParameter.example },
    ),
    metric: option('--metric <name>', 'what the combinations are compared by', oneOf(metricNames), {
      fallback: 'moneyWeightedReturn',
    }),
    walkForward: option(
      '--walk-forward <train,test>',
      'choose on so many days, test on so many after them, and so on',
      walkForward,
      { example: walkForward.example },
    ),
    jobs: option('--jobs <n>', 'how many are tried at a time (default: the cores)', count(1, 256), { example: '2' }),
    yes: flag('--yes', `try them also where they are more than ${displayCount(MOST_UNASKED)}`),
    ...trialInputs,
    html,
    ...formats,
  },
  examples: [
    'crypto-bot sweep --prices prices.csv --param window=10..50:10',
    'crypto-bot sweep --prices prices.csv --param margin=0..5:1 --metric sharpe',
    'crypto-bot sweep --prices p.csv --param window=10..50:10 --walk-forward 365,90',
    'crypto-bot sweep --prices prices.csv --param top=1..5:1 --html sweep.html',
  ],
  exitCodes: { 130: 'stopped by Ctrl-C; what was tried until then is printed' },
  check: ({ parameters, yes, html: _, json, csv, ...given }) => [
    ...checkFormat({ json, csv }),
    ...checkTrial(given),
    ...checkParameters(parameters, yes),
  ],
  settingsOf: ({ parameters }) => textsOf(combinationAt(parameters, 0)),
  run: async (context, { parameters, metric, walkForward, jobs, yes: _, html, json, csv, ...given }) => {
    const page = html === undefined ? null : openPageFile(html, given.prices);
    refusePipes(given.prices);
    const chunks: Buffer[] = [];
    const files = await readPriceFiles(given.prices, Readable.from(keeping(process.stdin, chunks)));
    const piped = chunks.length === 0 ? null : Buffer.concat(chunks);
    const request = { parameters, metric, given, piped, files, jobs: jobs ?? availableParallelism() };
    checkSweep(context.config, request);
    const view = { format: formatOf({ json, csv }), page };
    return walkForward ? printWalk(context, request, walkForward, view) : printSweep(context, request, view);
  },
});

/** The bytes of a stream, which are kept as they are read: each thread reads them again. */
async function* keeping(stream: AsyncIterable<Buffer>, chunks: Buffer[]): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    chunks.push(chunk);
    yield chunk;
  }
}

function checkParameters(parameters: readonly SweptParameter[], yes: boolean): string[] {
  const names = parameters.map(({ name }) => name);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) < index));
  const all = countCombinations(parameters);
  return [
    ...(parameters.length > 0 ? [] : ['give what to vary, such as --param window=10..50:10']),
    ...[...twice].map((name) => `--param ${name} is given twice: put all its values into one list`),
    ...(all > MOST_UNASKED && !yes
      ? [`these are ${displayCount(all)} combinations: use fewer values, or add --yes to try them all`]
      : []),
  ];
}
