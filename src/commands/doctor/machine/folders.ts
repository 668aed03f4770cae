import { type Stats, statSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../../../config.js';
import { eachSetting } from '../../../settings/settings.js';
import { type Check, fine, notChecked, wrong } from '../check.js';
import { isWritable, ledgerFile, logFile, nearestFolder } from './places.js';

/** Whether what a run writes into is this user's, and nobody else's to change. */
export const folders: Check = {
  name: 'folders',
  look: (surroundings) => {
    const { config } = surroundings.context();
    if (process.platform === 'win32') return notChecked('Windows has other rights');
    const files = [ledgerFile(config), logFile(config), config.configFile].filter((file) => file !== null);
    const written = [...new Set([...files.slice(0, -1).map((file) => path.dirname(file)), config.stateFolder])];
    const problems = [
      ...written.flatMap(problemOfFolder),
      ...files.flatMap(problemOfOwner),
      ...problemOfConfigFile(config),
    ];
    const [first] = problems;
    if (!first) return fine(`${written.join(', ')}`);
    return wrong(problems.map(({ what }) => what).join('; '), problems.map(({ todo }) => todo).join('; '));
  },
};

interface Problem {
  readonly what: string;
  readonly todo: string;
}

const STICKY = 0o1000;
const OTHERS_WRITE = 0o002;
const OTHERS_READ = 0o044;

function problemOfFolder(folder: string): Problem[] {
  const place = nearestFolder(folder);
  if (!isWritable(place))
    return [{ what: `${place} cannot be written by you`, todo: `see its rights: ls -ld ${place}` }];
  const { mode } = statSync(place);
  const isOpen = (mode & OTHERS_WRITE) !== 0 && (mode & STICKY) === 0;
  return isOpen ? [{ what: `${place} can be changed by everyone`, todo: `chmod o-w ${place}` }] : [];
}

function problemOfOwner(file: string): Problem[] {
  const own = process.getuid?.();
  const { uid } = found(file) ?? {};
  if (uid === undefined || own === undefined || uid === own) return [];
  return [
    {
      what: `${file} belongs to the user ${uid}, and you are ${own}`,
      todo: `run as that user, or: chown ${own} ${file}`,
    },
  ];
}

/** Whether others may read it, with a secret in it. */
function problemOfConfigFile({ configFile, origins, given }: Config): Problem[] {
  const stats = configFile === null ? undefined : found(configFile);
  if (!stats || (stats.mode & OTHERS_READ) === 0) return [];
  const secrets = eachSetting().flatMap(([name, { key, secret }]) =>
    secret && given[name] && origins[name] === configFile ? [key] : [],
  );
  if (secrets.length === 0) return [];
  return [{ what: `${configFile} has ${secrets.join(', ')}, and others can read it`, todo: `chmod 600 ${configFile}` }];
}

function found(file: string): Stats | undefined {
  return statSync(file, { throwIfNoEntry: false });
}
