import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineCommand, UsageError } from '../command.ts';
import { commandNames, loadCommand } from '../commands.ts';
import { suggest } from './suggest.ts';

export const command = defineCommand({
  summary: 'print a script that lets a shell complete commands, options, topics and types',
  arguments: [
    { name: 'SHELL', choices: ['bash', 'zsh', 'fish', 'words'], summary: 'the shell; "words" is what the scripts ask with' },
    { name: 'WORD', summary: 'with "words": what was typed so far, behind --', multiple: true },
  ],
  notes: `In the file that your shell reads at its start:
  bash  eval "$(vyarna completion bash)"
  zsh   eval "$(vyarna completion zsh)"
  fish  vyarna completion fish | source

Where vyarna is run by npx, put alias vyarna='npx vyarna' before it, and npx before the inner vyarna.`,
  async run({ SHELL: shell, WORD: words }, terminal) {
    if (shell !== 'words') {
      if (words.length > 0) throw new UsageError(`"${words[0]}" is one word too many`);
      terminal.out(scriptOf(shell));
      return 0;
    }
    const suggestions = await suggest(words, { names: commandNames(), load: loadCommand });
    terminal.out(typeof suggestions === 'string' ? suggestions : 'words');
    if (typeof suggestions !== 'string') for (const { word, summary } of suggestions) terminal.out(summary === '' ? word : `${word}\t${summary}`);
    return 0;
  },
});

/** The script asks the `vyarna` that was typed; where that is no program, such as an alias, this one. */
const scriptOf = (shell: 'bash' | 'zsh' | 'fish'): string => {
  const bin = fileURLToPath(new URL('../../bin/vyarna.js', import.meta.url));
  const quoted = shell === 'fish' ? bin.replaceAll(/[\\']/g, '\\$&') : bin.replaceAll("'", `'\\''`);
  return readFileSync(new URL(`scripts/vyarna.${shell}`, import.meta.url), 'utf8')
    .trimEnd()
    .replace('@vyarna@', () => `'${quoted}'`);
};
