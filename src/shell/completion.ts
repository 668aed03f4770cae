import { usageError } from '../errors.js';
import { renderBash } from './bash.js';
import { type CommandDescription, shellNames } from './description.js';
import { renderFish } from './fish.js';
import { renderZsh } from './zsh.js';

const render = { bash: renderBash, zsh: renderZsh, fish: renderFish };

/** The script that teaches a shell to complete the program's commands, options and their values. */
export function renderCompletion(program: CommandDescription, shell: string): string {
  const name = shellNames.find((it) => it === shell);
  if (!name) throw usageError(`completion for ${JSON.stringify(shell)}: expected one of ${shellNames.join(', ')}`);
  return render[name](program);
}
