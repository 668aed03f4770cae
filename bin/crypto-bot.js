#!/usr/bin/env node
const { existsSync } = require('node:fs');
const nodeModule = require('node:module');
const path = require('node:path');

const { CRYPTO_BOT_HOME: own, XDG_CACHE_HOME: caches, HOME: home } = process.env;

// chalk cannot be loaded with a level that is none, such as -1.
if (!/^(true|false|[0-3])?$/.test(process.env.FORCE_COLOR ?? '')) delete process.env.FORCE_COLOR;

// Node 22.8 and later keep the compiled program here, so that it starts faster. Where they cannot write, they go on without.
if (own) nodeModule.enableCompileCache?.(path.resolve(own, 'cache'));
else if (caches || home)
  nodeModule.enableCompileCache?.(path.resolve(caches || path.join(home, '.cache'), 'crypto-bot'));

const program = path.join(__dirname, '../dist/main.js');
if (!existsSync(program)) {
  console.error('crypto-bot: this copy is not built: run npm start in its folder once, or install the packed program');
  process.exit(2);
}

process.exitCode = 1; // where nothing is left to wait for before the work is done, which is a bug
require(program)
  .main(process.argv.slice(2))
  .then((code) => process.exit(code));
