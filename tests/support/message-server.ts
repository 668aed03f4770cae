/** A local server with the APIs of the services that take messages: it checks what the real ones check, as documented. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export const NTFY_TOKEN = 'tk_AgQdq7mVBoFD37zQVN29RhuMzNIz2';
export const TELEGRAM_TOKEN = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw';
export const TELEGRAM_CHAT = '-1001234567890';
export const WEBHOOK_SECRET = 'It is a secret to everybody';
const DISCORD_PATH = '/api/webhooks/1058741236547896321/Zq3-x_VtQ0';
const SLACK_PATH = '/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX';

interface Delivered {
  readonly service: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Readonly<Record<string, unknown>>;
}

/** A way to answer other than the right one. */
export type Way =
  | 'silence'
  | 'reset'
  /** Repeats what it was asked, with the headers. */
  | 'echo'
  /** Endless, after the right status. */
  | 'flood'
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

export interface MessageServer {
  readonly origin: string;
  /** The settings by which each service is reached, as the environment has them. */
  readonly env: Readonly<Record<string, string>>;
  /** What was taken, in order. */
  readonly delivered: readonly Delivered[];
  /** Everything that was asked, taken or not. */
  readonly requests: readonly { readonly path: string; readonly headers: IncomingMessage['headers'] }[];
  /** Answers every request so from now on; null is the right way. */
  misbehave(way: Way | null): void;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

type Api = (path: string, headers: IncomingMessage['headers'], text: string) => Answer;

const json = (status: number, body: unknown): Answer => ({ status, body: JSON.stringify(body) });

/** Listens until the test is finished. */
export async function startMessageServer(): Promise<MessageServer> {
  const delivered: Delivered[] = [];
  const requests: { path: string; headers: IncomingMessage['headers'] }[] = [];
  let way: Way | null = null;
  const server = createServer(async (request, response) => {
    const url = request.url ?? '/';
    requests.push({ path: url, headers: request.headers });
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    if (way === 'echo')
      return void response
        .writeHead(404)
        .end(JSON.stringify({ message: `no ${url} ${JSON.stringify(request.headers)}` }));
    if (way) return misbehave(response, way);
    if (request.method !== 'POST') return void response.writeHead(405).end();
    const [service, api] = apiAt(url);
    const answer = api(url, request.headers, text);
    if (answer.status < 300) delivered.push({ service, headers: request.headers, body: JSON.parse(text) });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = {
    CRYPTO_BOT_NOTIFY_NTFY_URL: `${origin}/my-secret-topic`,
    CRYPTO_BOT_NOTIFY_NTFY_TOKEN: NTFY_TOKEN,
    CRYPTO_BOT_NOTIFY_TELEGRAM_URL: origin,
    CRYPTO_BOT_NOTIFY_TELEGRAM_TOKEN: TELEGRAM_TOKEN,
    CRYPTO_BOT_NOTIFY_TELEGRAM_CHAT: TELEGRAM_CHAT,
    CRYPTO_BOT_NOTIFY_DISCORD_URL: `${origin}${DISCORD_PATH}`,
    CRYPTO_BOT_NOTIFY_SLACK_URL: `${origin}${SLACK_PATH}`,
    CRYPTO_BOT_NOTIFY_WEBHOOK_URL: `${origin}/hook`,
    CRYPTO_BOT_NOTIFY_WEBHOOK_SECRET: WEBHOOK_SECRET,
  };
  const misbehaveFromNow = (next: Way | null) => {
    way = next;
  };
  return { origin, env, delivered, requests, misbehave: misbehaveFromNow };
}

function apiAt(url: string): [string, Api] {
  if (url === '/') return ['ntfy', ntfy];
  if (url.startsWith('/bot')) return ['telegram', telegram];
  if (url.startsWith('/api/webhooks/')) return ['discord', discord];
  if (url.startsWith('/services/')) return ['slack', slack];
  return ['webhook', webhook];
}

/** https://docs.ntfy.sh/publish/: a protected topic, of which the name and the token are checked. */
const ntfy: Api = (_, { authorization }, text) => {
  const { topic, title, message, tags, priority } = JSON.parse(text);
  if (!/^[-_A-Za-z0-9]{1,64}$/.test(topic))
    return json(400, { code: 40009, http: 400, error: 'invalid request: topic invalid' });
  if (authorization !== `Bearer ${NTFY_TOKEN}`) return json(401, { code: 40101, http: 401, error: 'unauthorized' });
  if (Buffer.byteLength(message) > 4096 || typeof title !== 'string' || !Array.isArray(tags) || !(priority <= 5))
    return json(400, { code: 40024, http: 400, error: 'invalid request: request body must be valid JSON' });
  return json(200, { id: 'hwQ2YpKdmg', time: 1635528741, event: 'message', topic, message });
};

/** https://core.telegram.org/bots/api#sendmessage */
const telegram: Api = (path, headers, text) => {
  const error = (code: number, description: string) => json(code, { ok: false, error_code: code, description });
  if (path !== `/bot${TELEGRAM_TOKEN}/sendMessage`) return error(401, 'Unauthorized');
  if (headers['content-type'] !== 'application/json') return error(400, 'Bad Request: message text is empty');
  const body = JSON.parse(text);
  if (body.chat_id !== Number(TELEGRAM_CHAT)) return error(400, 'Bad Request: chat not found');
  if (!body.text) return error(400, 'Bad Request: message text is empty');
  if (body.text.length > 4096) return error(400, 'Bad Request: message is too long');
  return json(200, { ok: true, result: { message_id: 1 } });
};

/** https://discord.com/developers/docs/resources/webhook#execute-webhook */
const discord: Api = (path, _, text) => {
  if (path !== `${DISCORD_PATH}?wait=true`) return json(404, { message: 'Unknown Webhook', code: 10015 });
  const { content } = JSON.parse(text);
  if (!content) return json(400, { message: 'Cannot send an empty message', code: 50006 });
  if (content.length > 2000) return json(400, { message: 'Invalid Form Body', code: 50035 });
  return json(200, { id: '1', content });
};

/** https://api.slack.com/messaging/webhooks#handling_errors */
const slack: Api = (path, headers, text) => {
  if (path !== SLACK_PATH) return { status: 404, body: 'no_service' };
  const isJson = headers['content-type'] === 'application/json';
  return isJson && JSON.parse(text).text ? { status: 200, body: 'ok' } : { status: 400, body: 'invalid_payload' };
};

/** A receiver as the documentation tells to write one. */
const webhook: Api = (_, headers, text) => {
  const expected = `sha256=${createHmac('sha256', WEBHOOK_SECRET).update(text).digest('hex')}`;
  if (headers['x-crypto-bot-signature'] !== expected) return { status: 401, body: 'wrong signature' };
  return { status: 204, body: '' };
};

function misbehave(response: ServerResponse, way: Exclude<Way, 'echo'>): void {
  if (way === 'silence') return;
  if (way === 'reset') return void response.socket?.resetAndDestroy();
  if (way !== 'flood') return void response.writeHead(way.status, way.headers).end(way.body);
  response.writeHead(200);
  const pour = () => {
    while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
  };
  response.on('drain', pour);
  pour();
}
