import { Worker } from 'node:worker_threads';
import { CryptoBotError, type ErrorCode } from '../errors.js';

/** Some threads that take one task each at a time. */
export interface WorkerPool {
  /** The answer to a task; null where it was cancelled. Throws what the thread's work throws. */
  run(task: unknown): Promise<unknown>;
  /** Cancels the tasks that no thread has begun. */
  cancelWaiting(): void;
  close(): Promise<void>;
}

/** What a thread answers: a result, or an expected failure. */
export type Answer =
  | { readonly result: unknown }
  | { readonly failed: { readonly code: ErrorCode; readonly message: string } };

interface Waiting {
  readonly task: unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Starts threads on a file of code; each gets the same data, and its own share of the tasks. */
export function openWorkerPool(file: URL, count: number, workerData: unknown): WorkerPool {
  const waiting: Waiting[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Waiting>();
  let failure: unknown = null;

  function next(): void {
    while (idle.length > 0 && waiting.length > 0) {
      const [worker, entry] = [idle.pop(), waiting.shift()];
      if (!worker || !entry) return;
      busy.set(worker, entry);
      worker.postMessage(entry.task);
    }
  }

  /** A thread that ends by itself is a bug: all tasks fail, so that none is waited for without end. */
  function fail(error: unknown): void {
    failure ??= error;
    for (const { reject } of [...busy.values(), ...waiting.splice(0)]) reject(failure);
    busy.clear();
  }

  const workers = Array.from({ length: count }, () => {
    const worker = new Worker(file, { workerData });
    worker.on('message', (answer: Answer) => {
      const entry = busy.get(worker);
      busy.delete(worker);
      idle.push(worker);
      if ('result' in answer) entry?.resolve(answer.result);
      else entry?.reject(new CryptoBotError(answer.failed.code, answer.failed.message));
      next();
    });
    worker.on('error', fail);
    return worker;
  });
  idle.push(...workers);

  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        if (failure) return reject(failure);
        waiting.push({ task, resolve, reject });
        next();
      }),
    cancelWaiting() {
      for (const { resolve } of waiting.splice(0)) resolve(null);
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
