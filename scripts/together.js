import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Bundles all commands into one file, which the table of commands loads instead of each alone. Bundled alone, esbuild also
 * makes a file for each set of commands that share a module. A run then loads 20 files more, at 0.25 ms each; code that is
 * not called costs less.
 */
export const together = {
  name: 'together',
  setup(build) {
    build.onLoad({ filter: /src.commands.index\.ts$/ }, ({ path: file }) => {
      const table = readFileSync(file, 'utf8');
      const contents = table.replaceAll(/\bimport\(('.*?')\)/g, `import('together').then((all) => all[$1])`);
      const modules = [...table.matchAll(/\bimport\(('.*?')\)/g)].map(([, name]) => name);
      return { contents, loader: 'ts', pluginData: { modules, folder: path.dirname(file) } };
    });
    build.onResolve({ filter: /^together$/ }, ({ pluginData }) => ({
      path: 'commands',
      namespace: 'together',
      pluginData,
    }));
    build.onLoad({ filter: /.*/, namespace: 'together' }, ({ pluginData: { modules, folder } }) => ({
      contents: modules.map((name) => `export * as ${JSON.stringify(name.slice(1, -1))} from ${name};`).join('\n'),
      resolveDir: folder,
    }));
  },
};
