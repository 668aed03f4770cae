#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';

const { CRYPTO_BOT_HOME: own, XDG_CACHE_HOME: caches, HOME: home } = process.env;

// chalk cannot be loaded with a level that is none, such as -1.
if (!/^(true|false|[0-3])?$/.test(process.env.FORCE_COLOR ?? '')) delete process.env.FORCE_COLOR;

// Node 22.8 and later keep the compiled program here, so that it starts faster. Where they cannot write, they go on without.
if (own) module.enableCompileCache?.(path.resolve(own, 'cache'));
else if (caches || home) module.enableCompileCache?.(path.resolve(caches || path.join(home, '.cache'), 'crypto-bot'));

const { main } = await import('../dist/main.js').catch((error) => {
  if (existsSync(new URL('../dist/main.js', import.meta.url))) throw error;
  console.error('crypto-bot: this copy is not built: run npm start in its folder once, or install the packed program');
  process.exit(2);
});

process.exit(await main(process.argv.slice(2)));
