/**
 * Libraries without those of their parts that are never used here and take long to load. Each is an esbuild plugin; the
 * sources, which the tests import, run with the libraries whole.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

const module = (contents) => () => ({ contents, resolveDir: root });

/** Commander has it for subcommands in files of their own, which there are not. */
const commander = {
  name: 'lean-commander',
  setup(build) {
    build.onResolve({ filter: /^node:child_process$/ }, ({ path: name, importer }) =>
      importer.includes('commander') ? { path: name, namespace: 'nothing' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'nothing' }, module('export {}'));
  },
};

/**
 * undici's index brings a browser's fetch, WebSocket, caches and mocks, which take longer than what asks over HTTP/1.1.
 * HTTP/2 is never negotiated here; undici does without it where there is no node:http2.
 */
const undici = {
  name: 'lean-undici',
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

/**
 * libsql has two libraries find out which C library this is, by a diagnostic report and more. The native package that
 * loads is the right one; it is found where npm has put libsql, so that stays a dependency.
 */
const libsql = {
  name: 'lean-libsql',
  setup(build) {
    build.onLoad({ filter: /node_modules.libsql.index\.js$/ }, ({ path: file }) => {
      const source = readFileSync(file, 'utf8');
      const contents = source
        .replace(/^const .* = require\("(@neon-rs\/load|detect-libc)"\);$/gm, '')
        .replace('= requireNative();', `= require('native');`);
      if (/neon-rs.load"|detect-libc"/.test(contents) || !contents.includes(`require('native')`))
        throw new Error('libsql looks for its native package otherwise than before: see scripts/lean.js');
      return { contents };
    });
    build.onResolve({ filter: /^native$/ }, ({ path: name }) => ({ path: name, namespace: 'libsql' }));
    build.onLoad({ filter: /.*/, namespace: 'libsql' }, module(findNative(nativePackages())));
  },
};

function nativePackages() {
  const file = path.join(root, 'node_modules/libsql/package.json');
  return Object.keys(JSON.parse(readFileSync(file, 'utf8')).optionalDependencies);
}

/** @param {string[]} packages */
function findNative(packages) {
  return `
    const { createRequire } = require('node:module');
    const ofLibsql = createRequire(require.resolve('libsql'));
    const here = '@libsql/' + process.platform + '-' + process.arch + '-';
    let failure = new Error('libsql has no native package for ' + process.platform + ' on ' + process.arch);
    for (const name of ${JSON.stringify(packages)}.filter((it) => (it + '-').startsWith(here))) {
      try {
        module.exports = ofLibsql(name);
        failure = null;
        break;
      } catch (error) {
        failure = error;
      }
    }
    if (failure) throw failure;`;
}

/**
 * ccxt's index has all its exchanges, in one object that no bundler can take apart. Of each of ours its own file is taken.
 * What these import of protobuf, which ccxt does not bring, is for others.
 */
const ccxt = {
  name: 'lean-ccxt',
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
    build.onLoad({ filter: /.*/, namespace: 'protobufjs' }, module('module.exports = {};'));
  },
};

export const lean = [commander, undici, libsql, ccxt];
