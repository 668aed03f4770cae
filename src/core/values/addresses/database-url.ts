import { explained, type Refuse } from '../explained.js';
import { filePath } from '../file-path.js';
import type { Kind } from '../kind.js';
import { type PostgresqlUrl, postgresqlUrl } from './postgresql-url.js';

/** The databases that a ledger can be in. */
export type DatabaseUrl =
  | { readonly provider: 'sqlite'; readonly path: string }
  | { readonly provider: 'postgresql'; readonly url: PostgresqlUrl };

/** file:PATH, the path as it is written; file:///PATH, the path %-escaped; or a URL of PostgreSQL. */
export const databaseUrl: Kind<DatabaseUrl> = explained({
  expected: `file:PATH or ${postgresqlUrl.expected}`,
  example: 'file:/home/me/crypto-bot.db',
  read: (text, refuse) => {
    if (/^postgres(ql)?:/i.test(text)) {
      const url = postgresqlUrl.parse(text) ?? refuse(postgresqlUrl.why?.(text));
      return { provider: 'postgresql', url };
    }
    const { slashes, rest = '' } = /^file:(?<slashes>\/\/)?(?<rest>.+)$/i.exec(text)?.groups ?? refuse();
    const path = slashes ? unescaped(rest, refuse) : rest;
    if (rest.includes('?'))
      return refuse('a file: URL has no parameters: leave out what follows "?"; in a name it is %3F, after file:///');
    return { provider: 'sqlite', path: filePath.parse(path) ?? refuse(filePath.why?.(path)) };
  },
  print: (it) => (it.provider === 'sqlite' ? printPath(it.path) : postgresqlUrl.print(it.url)),
});

/** The path of file://localhost/PATH or file:///PATH. */
function unescaped(rest: string, refuse: Refuse): string {
  try {
    return decodeURIComponent(/^(?:localhost)?(\/.+)$/i.exec(rest)?.[1] ?? refuse());
  } catch {
    return refuse();
  }
}

function printPath(path: string): string {
  return path.startsWith('/') ? `file://${encodeURI(path).replace(/[?#]/g, encodeURIComponent)}` : `file:${path}`;
}
