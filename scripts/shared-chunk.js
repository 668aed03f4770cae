// One chunk for what is small. esbuild makes a chunk for each set of parts that share the same files. Most are of a few hundred
// bytes, and a run would open a hundred of them.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A smaller chunk takes longer to find and link than to read where it is not needed. */
const SMALL_BYTES = 60_000;

/** The modules of Node that each start loads anyway. */
const LOADED_MODULES = ['fs', 'module', 'path', 'url'];

const SHARED = 'shared-chunk';

/**
 * An esbuild plugin that puts the small chunks of a build without it into one. Each part that is loaded when it is used imports
 * that first. A chunk that imports a large one, or another module of Node, stays by itself. So does what `main` is made of.
 *
 * @param {import('esbuild').Metafile} metafile of the build without this plugin
 * @param {string} root
 * @param {string} main its entry point
 * @returns {import('esbuild').Plugin}
 */
export function sharedChunk({ outputs }, root, main) {
  const ofMain = withImports(
    Object.keys(outputs).find((name) => outputs[name].entryPoint === main),
    outputs,
  );
  const isSmall = (name) =>
    outputs[name].bytes < SMALL_BYTES &&
    outputs[name].imports.every((it) => !it.external || LOADED_MODULES.includes(it.path.replace(/^node:/, '')));
  const chunks = Object.keys(outputs).filter(
    (name) =>
      !outputs[name].entryPoint &&
      !ofMain.has(name) &&
      [...withImports(name, outputs)].every((it) => ofMain.has(it) || isSmall(it)),
  );
  const sources = chunks.flatMap((name) => Object.keys(outputs[name].inputs)).filter((name) => name.startsWith('src/'));
  const parts = new Set(Object.values(outputs).flatMap(({ entryPoint }) => entryPoint ?? []));
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
