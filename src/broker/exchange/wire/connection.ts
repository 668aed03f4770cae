import { type BaseIssue, type BaseSchema, type InferOutput, safeParse } from 'valibot';
import { brokerError, type CryptoBotError } from '../../../errors.js';
import type { ApiRequest, Keys } from '../model.js';
import type { Protocol } from './protocol.js';
import { type Answer, createTransport, type Outcome, type SignedRequest, type TransportSettings } from './transport.js';
import { maskSecrets, plainWords } from './words.js';

export interface ConnectionSettings extends TransportSettings {
  readonly keys: Keys;
  readonly sandbox: boolean;
  /** For one read, to the last byte of its answer. */
  readonly answerTimeoutMs: number;
  /** The end of the run. */
  readonly signal: AbortSignal;
  /** For the log: says what was asked and how it ended. */
  readonly tell: (event: string) => void;
}

type Schema = BaseSchema<unknown, unknown, BaseIssue<unknown>>;

/**
 * A connection to one exchange, with one key. Requests go one at a time: their nonces must arrive in order. The exchange is
 * asked for its time before the first of them. After it has asked to wait (status 429, or a rate-limit error of its own), no
 * further request is sent.
 */
export interface Connection {
  /** Whether it is one to the exchange's test system. */
  readonly sandbox: boolean;
  /** Unix milliseconds by the exchange's clock; by ours until it was asked. */
  now(): number;
  /** How far our clock is ahead of the exchange's, in milliseconds: somewhat more rather than less. */
  skewMs(): Promise<number>;
  /**
   * Asks for what changes nothing; again where the exchange has just closed the connection that was kept. Throws a broker CryptoBotError when there is no answer in the exchange's own format.
   */
  read<S extends Schema>(request: ApiRequest, schema: S): Promise<InferOutput<S>>;
  /** As `read`, but null where the exchange answers with one of these errors. */
  readUnless<S extends Schema>(
    request: ApiRequest,
    schema: S,
    errors: readonly string[],
  ): Promise<InferOutput<S> | null>;
  /**
   * Sends what changes something: at most once, over a connection of its own, and only if what was signed has all that it
   * must say. Throws a broker CryptoBotError when it could not be sent.
   */
  post(build: (signedAtMs: number) => ApiRequest, options: PostOptions): Promise<Outcome>;
  /** A text without the key, its secret, and what is made from them. */
  mask(text: string): string;
  close(): Promise<void>;
}

interface PostOptions {
  readonly timeoutMs: number;
  readonly mustSay: readonly string[];
}

type Reply = { readonly body: unknown } | { readonly error: string; readonly words: string };

const MOST_ATTEMPTS = 3;

export function connect(api: Protocol, settings: ConnectionSettings): Connection {
  const { keys, sandbox, answerTimeoutMs, tell } = settings;
  const transport = createTransport(settings);
  const inTurn = createQueue();
  let aheadMs = 0;
  let timeAsked: Promise<number> | undefined;
  /** Why no request is sent for the rest of this run; null while requests are sent. */
  let quiet: string | null = null;
  const now = () => Date.now() - aheadMs;
  const signer = api.signer(keys, { sandbox, now });
  const mask = (text: string) => maskSecrets(text, keys);

  function failure(what: string, advice: string, retryable = false): CryptoBotError {
    return brokerError(`${mask(what)}: ${advice}`, { retryable });
  }

  function sign({ path, api: part, method, params }: ApiRequest): SignedRequest {
    try {
      const { url, headers, body } = signer.sign(path, part, method, { ...params });
      return { method, url: new URL(url), headers: { ...headers }, body: body ?? null };
    } catch {
      // ccxt's own words may quote the secret.
      throw failure(`the key for ${api.title} cannot sign`, `it is not of the form that ${api.title} gives keys in`);
    }
  }

  /** Signed when its turn comes, since what is signed says when. */
  function send(build: () => ApiRequest, { timeoutMs, mustSay }: PostOptions, alone: boolean): Promise<Outcome> {
    return inTurn(async () => {
      if (quiet !== null) return { kind: 'not sent', reason: quiet };
      const request = sign(build());
      if (!mustSay.every((text) => saidBy(request).includes(text)))
        throw failure(`ccxt made another request for ${api.title} than was meant`, 'upgrade crypto-bot');
      const signal = AbortSignal.any([settings.signal, AbortSignal.timeout(timeoutMs)]);
      const outcome = await transport.send(request, { signal, alone });
      const end = outcome.kind === 'answered' ? outcome.answer.status : outcome.kind;
      tell(`${request.method} ${request.url.host}${request.url.pathname} → ${end}`);
      if (outcome.kind === 'answered' && asksForPatience(outcome.answer))
        quiet = `${api.title} was not asked, since it has asked to be left alone`;
      return outcome;
    });
  }

  function asksForPatience(answer: Answer): boolean {
    const verdict = api.readAnswer(answer);
    return answer.status === 429 || (verdict.kind === 'error' && api.rateLimitErrors.has(verdict.code));
  }

  async function ask(request: ApiRequest, attempt = 1): Promise<Reply> {
    const outcome = await send(() => request, { timeoutMs: answerTimeoutMs, mustSay: [] }, false);
    // A read may be repeated, and this one was perhaps never read: the next has a new connection, which is not stale.
    if (outcome.kind === 'unanswered' && outcome.isStale) return ask(request, attempt);
    if (outcome.kind !== 'answered') throw failure(outcome.reason, 'try again later', true);
    const verdict = api.readAnswer(outcome.answer);
    if (verdict.kind === 'result') return verdict;
    if (verdict.kind === 'no format') {
      const { status } = outcome.answer;
      throw failure(`${api.title} answered ${request.path} with ${status} and no data`, 'try again later', true);
    }
    if (api.transientErrors.has(verdict.code) && attempt < MOST_ATTEMPTS) return ask(request, attempt + 1);
    return { error: verdict.code, words: verdict.words };
  }

  async function askForTime(): Promise<number> {
    const { time, parseTime } = api;
    const reply = await ask(time);
    if ('error' in reply) throw refused(time, reply);
    aheadMs = Date.now() - parse(time, parseTime, reply.body).getTime();
    return aheadMs;
  }

  function skewMs(): Promise<number> {
    timeAsked ??= askForTime();
    return timeAsked;
  }

  async function askInTime(request: ApiRequest): Promise<Reply> {
    await skewMs();
    return ask(request);
  }

  function refused(request: ApiRequest, { error, words }: Extract<Reply, { error: string }>): CryptoBotError {
    const advice = api.adviceOn(error) ?? 'try again later; if it stays, look the words up in its documentation';
    return failure(`${api.title} refused ${request.path}, "${plainWords(mask(words))}"`, advice);
  }

  function parse<S extends Schema>(request: ApiRequest, schema: S, body: unknown): InferOutput<S> {
    const result = safeParse(schema, body);
    if (result.success) return result.output;
    const field = result.issues[0].path?.map(({ key }) => String(key)).join('.') ?? 'its whole';
    const what = `${api.title} answered ${request.path} in a form that is not known, at ${plainWords(field)}`;
    throw failure(what, 'try again later; if it stays, upgrade crypto-bot', true);
  }

  return {
    sandbox,
    now,
    skewMs,
    mask,
    async read(request, schema) {
      const reply = await askInTime(request);
      if ('error' in reply) throw refused(request, reply);
      return parse(request, schema, reply.body);
    },
    async readUnless(request, schema, errors) {
      const reply = await askInTime(request);
      if (!('error' in reply)) return parse(request, schema, reply.body);
      if (!errors.includes(reply.error)) throw refused(request, reply);
      return null;
    },
    async post(build, options) {
      await skewMs();
      return send(() => build(now()), options, true);
    },
    close: () => transport.close(),
  };
}

/** What a request says, in its query and its body. */
function saidBy({ url, body }: SignedRequest): string {
  return decodeURIComponent(`${url.search}${body ?? ''}`);
}

/** Runs one task after the other. */
function createQueue(): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const turn = last.then(task);
    last = turn.catch(() => undefined);
    return turn;
  };
}
