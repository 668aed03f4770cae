import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

const module = (contents) => () => ({ contents, resolveDir: root });

/**
 * An esbuild plugin: of undici, only its HTTP/1.1 client. Its index also loads a browser's fetch, WebSocket, caches and mocks;
 * docs/build.md says how long that takes. HTTP/2 is never negotiated here; undici does without it where there is no node:http2.
 * The sources, which the tests import, run with the whole library.
 */
export const undiciClient = {
  name: 'undici-client',
  setup(build) {
    build.onResolve({ filter: /^undici$/ }, () => ({ path: 'client', namespace: 'undici' }));
    build.onResolve({ filter: /^node:http2$/ }, ({ path: name, importer }) =>
      importer.includes('undici') ? { path: name, namespace: 'undici' } : undefined,
    );
    build.onLoad(
      { filter: /^client$/, namespace: 'undici' },
      module(`
        Object.assign(require('undici/lib/dispatcher/dispatcher').prototype, require('undici/lib/api')); // as the index does
        exports.EnvHttpProxyAgent = require('undici/lib/dispatcher/env-http-proxy-agent');`),
    );
    build.onLoad({ filter: /^node:http2$/, namespace: 'undici' }, module(`throw new Error('left out')`));
  },
};
