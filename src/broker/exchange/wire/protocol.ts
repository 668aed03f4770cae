import type { Exchange } from 'ccxt';
import type { BaseIssue, BaseSchema } from 'valibot';
import type { ApiRequest, Keys, Verdict } from '../model.js';
import type { Answer } from './transport.js';

/** How requests to an exchange are signed, and how its answers are read. */
export interface Protocol {
  readonly title: string;
  /** What is wrong with the form of a key or its secret; null when nothing is to be seen. */
  keyProblem(keys: Keys): string | null;
  /** ccxt's client, which builds and signs; its time is what `now` tells. */
  signer(keys: Keys, options: { readonly sandbox: boolean; readonly now: () => number }): Exchange;
  readAnswer(answer: Answer): Verdict;
  /** Errors of reads that may be repeated at once. */
  readonly transientErrors: ReadonlySet<string>;
  /** Errors that mean a rate limit, beside the status 429. */
  readonly rateLimitErrors: ReadonlySet<string>;
  /** What the reader can do about an error; undefined where there is nothing special to say. */
  adviceOn(error: string): string | undefined;
  readonly time: ApiRequest;
  readonly parseTime: BaseSchema<unknown, Date, BaseIssue<unknown>>;
}
