import { configError } from '../errors.js';

/** The databases that a ledger can be in. */
export type Provider = 'sqlite' | 'postgresql';

/** Which database a URL names. Throws a config CryptoBotError when it names none. */
export function providerOf(url: string): Provider {
  if (/^file:/i.test(url)) return 'sqlite';
  if (/^postgres(ql)?:/i.test(url)) return 'postgresql';
  throw unusableUrl();
}

/** Says nothing of the URL itself: it may hold a password. */
export function unusableUrl() {
  return configError(
    'the database URL must look like file:/home/you/crypto-bot.db or postgresql://user:password@host:5432/database',
  );
}
