import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/**
 * An esbuild plugin. ccxt's index has all its exchanges, in one object that no bundler can take apart. Of each of ours its own
 * file is taken. What these import of protobuf, which ccxt does not bring, is for others.
 */
export const ccxtExchanges = {
  name: 'ccxt-exchanges',
  setup(build) {
    build.onResolve({ filter: /^ccxt$/ }, ({ importer }) => ({
      path: path.basename(importer, '.ts'),
      namespace: 'ccxt',
    }));
    build.onLoad({ filter: /.*/, namespace: 'ccxt' }, ({ path: name }) => ({
      contents: `export { default as ${name} } from './node_modules/ccxt/js/src/${name}.js';`,
      resolveDir: root,
    }));
    build.onResolve({ filter: /^protobufjs\// }, ({ path: name }) => ({ path: name, namespace: 'protobufjs' }));
    build.onLoad({ filter: /.*/, namespace: 'protobufjs' }, () => ({ contents: 'module.exports = {};' }));
  },
};
