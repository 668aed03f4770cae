import { usageError } from '../errors.js';
import { renderBash } from './bash.js';
import type { CommandDescription } from './description.js';
import { renderFish } from './fish.js';
import { renderZsh } from './zsh.js';

const shells: Readonly<Record<string, (program: CommandDescription) => string>> = {
  bash: renderBash,
  zsh: renderZsh,
  fish: renderFish,
};

/** The script that teaches a shell to complete the program's commands, options and their values. */
export function renderCompletion(program: CommandDescription, shell: string): string {
  const render = Object.hasOwn(shells, shell) ? shells[shell] : undefined;
  if (!render) throw usageError(`completion for ${JSON.stringify(shell)}: expected bash, zsh or fish`);
  return render(program);
}
