import { usageError } from '../../errors.js';
import { checkPrices } from '../../market/price-file/check/check.js';
import { readTolerantly } from '../../market/price-file/read.js';
import { renderPriceCheck, renderPriceCheckJson } from '../../report/backtest/price-check.js';
import { defineBareCommand } from '../command.js';
import { json } from '../format.js';
import { list } from '../input.js';
import { checkFiles, priceFile } from '../trial/price-files.js';

/** How many problems are told one by one. */
const MOST_PROBLEMS = 20;

/** Prints what price files have of each coin, with its gaps and jumps. */
export const command = defineBareCommand({
  arguments: {
    files: list('<file...>', 'CSV, also gzipped, or - for standard input', priceFile, { example: 'prices.csv' }),
  },
  options: { json },
  check: ({ files }) => checkFiles(files),
  examples: ['crypto-bot prices check prices.csv', 'crypto-bot prices check bitcoin=btc-usd-max.csv'],
  run: async ({ terminal }, { files, json }) => {
    const problems: string[] = [];
    let more = 0;
    const { table } = await readTolerantly(files, process.stdin, (problem) => {
      if (problems.length < MOST_PROBLEMS) problems.push(problem);
      else more += 1;
    });
    if (problems.length > 0) throw usageError([...problems, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'));
    const checks = checkPrices(table);
    await terminal.print(json ? renderPriceCheckJson(checks) : renderPriceCheck(checks));
    return 0;
  },
});
