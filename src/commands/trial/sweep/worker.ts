/** What runs in each thread of a sweep: it reads the prices once, and tries one combination after the other. */
import { Readable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';
import { fromPlain, toPlain } from '../../../backtest/sweep/plain.js';
import { CryptoBotError, usageError } from '../../../errors.js';
import type { PriceTable } from '../../../market/price-file/price-table.js';
import { readPriceFiles } from '../../../market/price-file/read.js';
import type { Answer } from '../../../runtime/worker-pool.js';
import { variantOf } from '../../../settings/variant.js';
import type { TrialGiven } from '../inputs.js';
import { runBacktest } from '../run-backtest.js';
import { requestTrial } from '../trial-request.js';
import type { Attempt, Briefing } from './briefing.js';
import { textsOf } from './swept-texts.js';

const briefing: Briefing = workerData;
const given = fromPlain<TrialGiven>(briefing.given);
const table = readPrices(briefing);
table.catch(() => {}); // each attempt tells it

parentPort?.on('message', async (attempt: Attempt) => {
  parentPort?.postMessage(await attemptIt(attempt));
});

async function readPrices({ files, piped, sha256 }: Briefing): Promise<PriceTable> {
  const read = await readPriceFiles(files, Readable.from(piped ? [Buffer.from(piped)] : []));
  if (read.sha256 !== sha256) throw usageError('the price files changed while they were read: try again');
  return read.table;
}

async function attemptIt({ combination, since, until }: Attempt): Promise<Answer> {
  try {
    const prices = await table;
    const config = variantOf(briefing.config, textsOf(combination));
    const request = requestTrial(config, { ...given, since, until }, prices);
    const { result } = await runBacktest({ ...request, isAlone: true, onTick: () => {} }, prices);
    return { result: toPlain(result.metrics) };
  } catch (error) {
    if (!(error instanceof CryptoBotError)) throw error; // the thread ends with it, and so does the sweep
    return { failed: { code: error.code, message: error.message } };
  }
}
