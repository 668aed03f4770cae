/**
 * Every command, loaded together when one is run: a file more costs more to load than some functions that are not called.
 * What only some need and a library hangs on (a database, the HTTP client, tables, TOML) is imported where it is used.
 */

export { backup } from './commands/backup.js';
export { cash } from './commands/cash.js';
export { configCheck } from './commands/config-check.js';
export { configInit } from './commands/config-init.js';
export { configShow } from './commands/config-show.js';
export { openContext } from './commands/context.js';
export { copy } from './commands/copy.js';
export { history } from './commands/history.js';
export { listCoins } from './commands/list-coins.js';
export { portfolio } from './commands/portfolio.js';
export { run } from './commands/run.js';
export { strategies } from './commands/strategies.js';
export { verify } from './commands/verify.js';
export { why } from './commands/why.js';
export { renderCompletion } from './shell/completion.js';
export { describe } from './shell/description.js';
export { renderMan } from './shell/man.js';
