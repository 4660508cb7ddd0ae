import { didYouMean } from '@vyarna/avro/nearest-name';
import { type ExitCode, type Terminal, UsageError } from './command.ts';
import { commandNames, loadCommand } from './commands.ts';
import { helpOf } from './help.ts';
import { parse } from './parse.ts';

const help = async (names: readonly string[]): Promise<string> => {
  const lines = await Promise.all(names.map(async (name) => `  ${name.padEnd(12)} ${(await loadCommand(name)).summary}`));
  return `vyarna: one contract, and all that follows from it.\n\nUsage: vyarna <command> [options]\n\n${lines.join('\n')}\n\nvyarna <command> --help tells more.`;
};

/** Runs what the command line asks for; only the command that is asked for is loaded. */
export const run = async (words: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const [name, ...rest] = words;
  const names = commandNames();
  if (name === 'help' && rest[0] !== undefined) return run([rest[0], '--help'], terminal);
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    terminal.out(await help(names));
    return name === undefined ? 2 : 0;
  }
  if (!names.includes(name)) {
    terminal.error(`vyarna: there is no command ${name}. ${didYouMean(name, names, `There are ${names.join(', ')}.`)} vyarna --help tells more.`);
    return 2;
  }
  const command = await loadCommand(name);
  if (asksForHelp(rest)) {
    terminal.out(helpOf(name, command));
    return 0;
  }
  try {
    return await command.run(parse(command, rest) as never, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.error(`vyarna ${name}: ${error.message}${/[.?!]$/.test(error.message) ? '' : '.'} vyarna ${name} --help tells more.`);
      return 2;
    }
    terminal.error(`vyarna ${name}: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
};

/** What stands behind `--` is no option. */
const asksForHelp = (words: readonly string[]): boolean => {
  const end = words.indexOf('--');
  return (end < 0 ? words : words.slice(0, end)).some((word) => word === '--help' || word === '-h');
};
