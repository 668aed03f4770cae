import { secretsOfSecretUrl, secretsOfUrl } from '../core/values/addresses/service-url.js';
import type { Proxies } from './environment.js';
import type { Values } from './settings.js';

/** The keys, and what is secret in the addresses. */
export function secretsOf(values: Values, { httpProxy, httpsProxy }: Proxies): string[] {
  const { coingeckoApiKey, exchangeApiKey, exchangeApiSecret, databaseUrl, copyTo, coingeckoUrl, exchangeUrl } = values;
  const { ntfyToken, telegramToken, telegramUrl, webhookSecret, emailUrl } = values;
  const services = [coingeckoUrl, exchangeUrl, telegramUrl, httpProxy, httpsProxy].flatMap((it) => it ?? []);
  const databases = [databaseUrl, copyTo].map((it) => (it?.provider === 'postgresql' ? it.url.password : undefined));
  const places = [values.ntfyUrl, values.discordUrl, values.slackUrl, values.webhookUrl, values.healthcheckUrl];
  const keys = [coingeckoApiKey, exchangeApiKey, ntfyToken, telegramToken, webhookSecret, emailUrl?.password];
  const secrets = [...keys, ...secretLines(exchangeApiSecret ?? ''), ...databases].flatMap((it) => it || []);
  return [...secrets, ...services.flatMap(secretsOfUrl), ...places.flatMap((it) => (it ? secretsOfSecretUrl(it) : []))];
}

/** A secret of several lines may be printed line by line. Lines such as -----BEGIN KEY----- are no secret. */
function secretLines(secret: string): string[] {
  return [secret, ...secret.split(/\r?\n|\\n/).filter((line) => line.length > 15 && !line.startsWith('-----'))];
}
