import type { Failure } from '../http/failure.js';
import type { Poster } from '../http/poster.js';

/** A check at healthchecks.io or a similar service (https://healthchecks.io/docs/http_api/), by its ping URL. */
export interface Healthcheck {
  /** Says that a run begins. Null when it was taken, else why not. */
  begin(signal: AbortSignal): Promise<Failure | null>;
  /** Says how a run ended, with the end of its report. Null when it was taken, else why not. */
  end(exitCode: number, report: string, signal: AbortSignal): Promise<Failure | null>;
  /** Sees whether the service can be reached, and tells it nothing. Null when it can, else why not. */
  reach(signal: AbortSignal): Promise<Failure | null>;
}

/** How much of a body such a service keeps by default. The end of a report says the most. */
const MAX_REPORT_BYTES = 10_000;

/** The pings of one run. They have one id, so that the service knows which end belongs to which beginning. */
export function openHealthcheck(pingUrl: string, runId: string, poster: Poster): Healthcheck {
  const ping = (suffix: string, body: string, signal: AbortSignal) =>
    poster.post(
      { url: withSuffix(pingUrl, suffix, runId), headers, body, secrets: [new URL(pingUrl).pathname], adviseOn },
      signal,
    );
  return {
    reach: (signal) => poster.reach(new URL(pingUrl), signal),
    begin: (signal) => ping('/start', '', signal),
    end: (exitCode, report, signal) =>
      ping(exitCode === 0 ? '' : `/${exitCode}`, `exit ${exitCode}\n${lastBytes(report, MAX_REPORT_BYTES)}`, signal),
  };
}

const headers = { 'content-type': 'text/plain; charset=utf-8' };

/** Adds a suffix to the path of the URL. Its parameters, such as `?create=1`, stay behind that. */
function withSuffix(pingUrl: string, suffix: string, runId: string): URL {
  const url = new URL(pingUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${suffix}`;
  url.searchParams.set('rid', runId);
  return url;
}

function adviseOn(status: number): string | undefined {
  return status === 404 || status === 410 ? 'check healthcheck.url: there is no such check' : undefined;
}

/** The end of a text, from a whole character on. */
function lastBytes(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) return text;
  const isInside = (byte: number | undefined) => byte !== undefined && (byte & 0b1100_0000) === 0b1000_0000;
  let from = bytes.length - maxBytes;
  while (isInside(bytes[from])) from += 1;
  return bytes.toString('utf8', from);
}
