import { parseArgs } from 'node:util';
import { StartError } from '@vyarna/process';
import { clean } from './commands/clean.ts';
import { kafka } from './commands/kafka.ts';
import { test } from './commands/test.ts';
import { up } from './commands/up.ts';
import { withRegistry } from './commands/with-registry.ts';
import { oneLine } from './one-line.ts';

const USAGE = 'Use: node tools/dev/src/main.ts up|dev [--bus embedded|kafka] | kafka | test | clean | with-registry COMMAND [ARGUMENT ...]';

const say = (line: string): void => console.log(line);

async function run(): Promise<number> {
  // What follows is the command's own, options too.
  if (process.argv[2] === 'with-registry') return withRegistry(process.argv.slice(3), say);
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { bus: { type: 'string', default: 'embedded' } } });
  const [command] = positionals;
  if (command === 'up' || command === 'dev') {
    const { bus } = values;
    if (bus !== 'embedded' && bus !== 'kafka') {
      throw new StartError('VARIABLE_INVALID', `There is no bus ${bus}.`, `It is embedded or kafka: make ${command} BUS=kafka`);
    }
    // Loaded only when it is asked for: it reads contracts, which the others do not.
    return command === 'up' ? up(bus, say) : (await import('./commands/dev.ts')).dev(bus, say);
  }
  if (command === 'kafka') return kafka(say);
  if (command === 'test') return test(say);
  if (command === 'clean') return clean(say);
  throw new StartError('USAGE', command === undefined ? 'What shall I do?' : `I do not know ${command}.`, USAGE);
}

process.exitCode = await run().catch((error: unknown) => {
  console.error(oneLine(error));
  return 1;
});
