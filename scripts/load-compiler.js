import { readFileSync } from 'node:fs';

/**
 * Starts Prisma's query compiler, and returns its class: see src/ledger/prisma/database/query-plans.ts.
 *
 * @param {object} glue the module that Prisma ships with the WebAssembly
 * @param {string | URL} wasm
 */
export function loadCompiler(glue, wasm) {
  const imports = { './query_compiler_small_bg.js': { ...glue } };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(wasm)), imports);
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  return glue.QueryCompiler;
}
