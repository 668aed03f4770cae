import { oneOf } from '../../core/values/one-of.js';
import { renderCompletion, shellNames } from '../../shell/completion.js';
import { defineBareCommand } from '../command.js';
import { describe } from '../describe.js';
import { argument } from '../input.js';

/** Prints the script that teaches a shell to complete commands, options and their values. */
export const command = defineBareCommand({
  arguments: { shell: argument('<shell>', '', oneOf(shellNames), {}) },
  examples: [
    'source <(crypto-bot completion bash)         in ~/.bashrc',
    'source <(crypto-bot completion zsh)          in ~/.zshrc, after compinit',
    'crypto-bot completion fish > ~/.config/fish/completions/crypto-bot.fish',
  ],
  run: async ({ terminal, program }, { shell }) => {
    await terminal.print(renderCompletion(await describe(program), shell));
    return 0;
  },
});
