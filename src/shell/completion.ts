import { renderBash } from './bash.js';
import type { CommandDescription } from './description.js';
import { renderFish } from './fish.js';
import { renderZsh } from './zsh.js';

export const shellNames = ['bash', 'zsh', 'fish'] as const;

const render = { bash: renderBash, zsh: renderZsh, fish: renderFish };

/** The script that teaches a shell to complete the program's commands, options and their values. */
export function renderCompletion(program: CommandDescription, shell: (typeof shellNames)[number]): string {
  return render[shell](program);
}
