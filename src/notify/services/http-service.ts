import type { Failure } from '../../http/failure.js';
import type { Poster } from '../../http/poster.js';
import type { Message } from '../message.js';
import type { Outcome, Service } from '../service.js';

/** What a service that takes messages over HTTP knows of itself; the rest is the same for all. */
export interface HttpService {
  readonly name: string;
  readonly url: URL;
  /** Texts that must not be shown, beside what is in the URL. */
  readonly secrets: readonly string[];
  /** One message as a POST; a body that is no text is sent as JSON. */
  requestFor(message: Message): { readonly headers?: Readonly<Record<string, string>>; readonly body: unknown };
  /** What the reader can do about an answer with this status; undefined where there is nothing special to say. */
  adviseOn(status: number): string | undefined;
}

/** The service itself. */
export function overHttp({ name, url, secrets, requestFor, adviseOn }: HttpService, poster: Poster): Service {
  const outcomeOf = (failure: Failure | null): Outcome =>
    failure === null ? { status: 'delivered' } : failedBecause(name, failure);
  return {
    name,
    place: url.host,
    async send(message, signal) {
      const { headers, body } = requestFor(message);
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const request = {
        url,
        headers: { 'content-type': 'application/json', ...headers },
        body: text,
        secrets,
        adviseOn,
      };
      return outcomeOf(await poster.post(request, signal));
    },
    reach: async (signal) => outcomeOf(await poster.reach(url, signal)),
  };
}

function failedBecause(name: string, { what, advice, retryable, waitMs }: Failure): Outcome {
  return { status: 'failed', problem: `${name}: ${what}: ${advice}`, retryable, waitMs };
}
