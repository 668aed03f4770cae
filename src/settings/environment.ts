import { serviceUrl } from '../core/values/addresses/service-url.js';
import { nearest } from '../core/values/nearest.js';
import { problemOf, problemOfSecret } from '../core/values/problem.js';
import { quoted } from '../core/values/quoted.js';
import { instant } from '../core/values/times/instant.js';
import { period } from '../core/values/times/period.js';
import type { Source } from './resolve.js';
import { eachSetting } from './settings.js';

/** The variables of the environment, by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Names beside those of the settings that the environment may use. */
const OWN_NAMES = ['CRYPTO_BOT_HOME', 'CRYPTO_BOT_CONFIG', 'CRYPTO_BOT_NOW'];

/** The settings that the environment has. Names that look like ours and are not are added to `problems`. */
export function fromEnvironment(env: Environment, problems: string[]): Source {
  const texts: Source['texts'] = {};
  const known = new Set(OWN_NAMES);
  for (const [name, setting] of eachSetting()) {
    for (const variable of setting.env) known.add(variable);
    const variable = setting.env.find((it) => env[it]);
    const text = variable && env[variable];
    if (text) texts[name] = { name: variable, text };
  }
  for (const variable of Object.keys(env).filter((it) => it.startsWith('CRYPTO_BOT_') && !known.has(it))) {
    problems.push(
      `${/^\w+$/.test(variable) ? variable : quoted(variable)} in the environment is no setting${nearest(variable, [...known])}`,
    );
  }
  return { where: 'the environment', texts };
}

/** The instant to take as now: the clock's, unless CRYPTO_BOT_NOW replays another one. */
export function readClock({ CRYPTO_BOT_NOW: text }: Environment, problems: string[]): Date {
  if (!text) return new Date();
  const now = period.parse(text)?.first;
  if (!now) problems.push(problemOf('CRYPTO_BOT_NOW in the environment', text, instant));
  return now ?? new Date(0);
}

const PROXY = { expected: 'the address of a proxy', example: 'http://proxy.example:3128' };

/** Addresses of proxies, and the hosts to reach without one. */
export interface Proxies {
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
  readonly noProxy?: string;
}

/** The usual proxy variables; the lower-case name wins and the scheme may be left out, as with curl. */
export function readProxies(env: Environment, problems: string[]): Proxies {
  const read = (...names: string[]) => {
    const name = names.find((it) => env[it]);
    const text = name && env[name];
    if (!text) return undefined;
    const address = serviceUrl.parse(text.includes('://') ? text : `http://${text}`);
    if (!address) problems.push(problemOfSecret(`${name} in the environment`, text, PROXY));
    return address;
  };
  const httpProxy = read('http_proxy', 'HTTP_PROXY');
  const httpsProxy = read('https_proxy', 'HTTPS_PROXY');
  const noProxy = env.no_proxy || env.NO_PROXY;
  return { ...(httpProxy && { httpProxy }), ...(httpsProxy && { httpsProxy }), ...(noProxy && { noProxy }) };
}
