import type { Check } from './check.js';
import { ledger } from './ledger/ledger.js';
import { ledgerWrite } from './ledger/ledger-write.js';
import { postgresql } from './ledger/postgresql.js';
import { verify } from './ledger/verify.js';
import { disk } from './machine/disk.js';
import { folders } from './machine/folders.js';
import { log } from './machine/log.js';
import { metrics } from './machine/metrics.js';
import { node } from './machine/node.js';
import { schedule } from './machine/schedule.js';
import { settings } from './machine/settings.js';
import { clock } from './outside/clock.js';
import { exchange } from './outside/exchange.js';
import { healthcheck } from './outside/healthcheck.js';
import { market } from './outside/market.js';
import { notify } from './outside/notify.js';
import { proxy } from './outside/proxy.js';

/** Every check, in the order in which they are told. A new one is a file and a line here. */
export const checks: readonly Check[] = [
  node,
  settings,
  folders,
  disk,
  log,
  ledger,
  ledgerWrite,
  verify,
  postgresql,
  market,
  clock,
  proxy,
  schedule,
  notify,
  healthcheck,
  metrics,
  exchange,
];
