import type { Refuse } from '../explained.js';
import { count } from '../numbers/count.js';

/** Where a server listens. What is undefined is not said. */
export interface HostAndPort {
  /** A name, an IPv4 address, an IPv6 address, also with a zone (fe80::1%eth0), or the absolute folder of a socket. */
  readonly host: string | undefined;
  readonly port: number | undefined;
}

/** The host and port of a URL of PostgreSQL: as they stand in it, and as its parameters `host` and `port`, which win. */
export function readHost(
  text: string,
  parameters: { readonly host: string | undefined; readonly port: string | undefined },
  refuse: Refuse,
): HostAndPort {
  if ([text, parameters.host, parameters.port].some((it) => it?.includes(',')))
    return refuse('a database URL names one host, and this one names several: leave one of them');
  const { bracketed, plain = '', port } = FORM.exec(text)?.groups ?? refuse(HOSTS);
  const own = bracketed === undefined ? decoded(plain, refuse) : bracketed.replace(/%25/, '%');
  if (own.includes(':') !== (bracketed !== undefined)) return refuse(HOSTS);
  const host = parameters.host || own || undefined;
  if (host !== undefined && !isHost(host)) return refuse(HOSTS);
  const digits = parameters.port || port || undefined;
  const number =
    digits === undefined ? undefined : (ports.parse(digits) ?? refuse(`its port must be ${ports.expected}`));
  return { host, port: number };
}

/** In a URL; a socket's folder stands in its parameters instead. */
export function printHost({ host = '', port }: HostAndPort): string {
  const name = isFolder(host) ? '' : host.includes(':') ? `[${host.replace('%', '%25')}]` : encodeURIComponent(host);
  return port === undefined ? name : `${name}:${port}`;
}

export function isFolder(host: string): boolean {
  return host.startsWith('/');
}

const FORM = /^(?:\[(?<bracketed>[^[\]]+)\]|(?<plain>[^[\]:]*))(?::(?<port>\d*))?$/;

const HOSTS =
  'its host must be a name, an IPv4 address, an IPv6 address in [ ] (a zone follows it as %25eth0), or the folder of a socket as ?host=/FOLDER';

const ports = count(1, 65_535);

function isHost(host: string): boolean {
  if (isFolder(host) || /^[\p{L}\p{N}_.-]+$/u.test(host)) return true;
  const [address = '', zone = '0'] = host.split('%');
  return /^[0-9a-f:.]+$/i.test(address) && URL.canParse(`http://[${address}]`) && /^[\w.-]+$/.test(zone);
}

function decoded(text: string, refuse: Refuse): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return refuse(HOSTS);
  }
}
