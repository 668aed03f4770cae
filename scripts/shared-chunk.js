// One chunk for what is small and needed every day. esbuild makes a chunk for each set of parts that share the same files. Most are
// of a few hundred bytes, and a run would open a hundred of them.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A smaller chunk takes longer to find and link than to read where it is not needed. */
const SMALL_BYTES = 60_000;

/** The modules of Node that each start loads anyway. */
const LOADED_MODULES = ['fs', 'module', 'path', 'url'];

/** The parts that a run loads, and those that show what it has bought. */
const EVERYDAY = [
  'src/wiring.ts',
  'src/ledger/sqlite/open.ts',
  'src/ledger/sqlite/url.ts',
  'src/ledger/prisma/prisma-ledger.ts',
  'src/commands/tick/run.ts',
  'src/commands/account/portfolio.ts',
  'src/commands/account/history.ts',
  'src/report/table.ts',
];

const SHARED = 'shared-chunk';

/**
 * An esbuild plugin that puts the small chunks that everyday parts need into one, by the chunks of a build without it. Each part
 * that is loaded when it is used imports that first. A chunk that imports a large one, or another module of Node, stays by itself.
 * So does what `main` is made of.
 *
 * @param {import('esbuild').Metafile} metafile of the build without this plugin
 * @param {string} root
 * @param {string} main its entry point
 * @returns {import('esbuild').Plugin}
 */
export function sharedChunk({ outputs }, root, main) {
  const parts = new Map(Object.keys(outputs).map((name) => [outputs[name].entryPoint, name]));
  const ofMain = withImports(parts.get(main), outputs);
  const everyday = EVERYDAY.flatMap((part) => [...withImports(parts.get(part), outputs)]);
  const isSmall = (name) =>
    outputs[name].bytes < SMALL_BYTES &&
    outputs[name].imports.every((it) => !it.external || LOADED_MODULES.includes(it.path.replace(/^node:/, '')));
  const chunks = [...new Set(everyday)].filter(
    (name) =>
      !outputs[name].entryPoint &&
      !ofMain.has(name) &&
      [...withImports(name, outputs)].every((it) => ofMain.has(it) || isSmall(it)),
  );
  const sources = chunks.flatMap((name) => Object.keys(outputs[name].inputs)).filter((name) => name.startsWith('src/'));
  parts.delete(main);
  return {
    name: SHARED,
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${SHARED}$`) }, () => ({ path: SHARED, namespace: SHARED }));
      build.onLoad({ filter: /.*/, namespace: SHARED }, () => ({
        contents: sources.map((name) => `import './${name}';`).join('\n'),
        resolveDir: root,
      }));
      build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
        if (!parts.has(path.relative(root, file).replaceAll(path.sep, '/'))) return null;
        return { contents: `import '${SHARED}';${readFileSync(file, 'utf8')}`, loader: 'ts' };
      });
    },
  };
}

/** The names of an output and of all that it imports at once. */
function withImports(name, outputs, found = new Set()) {
  if (found.has(name) || !outputs[name]) return found;
  found.add(name);
  for (const { path: next, kind } of outputs[name].imports) {
    if (kind === 'import-statement') withImports(next, outputs, found);
  }
  return found;
}
