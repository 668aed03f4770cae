#!/usr/bin/env node
import { main } from '../dist/main.js';

// chalk cannot be loaded with a level that is none, such as -1.
if (!/^(true|false|[0-3])?$/.test(process.env.FORCE_COLOR ?? '')) delete process.env.FORCE_COLOR;

process.exit(await main(process.argv.slice(2)));
