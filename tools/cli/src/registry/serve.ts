import { join } from 'node:path';
import { defaultDataFolder, oneLine, type RegistryDatabase, startOwnRegistry } from '@vyarna/dev';
import type { ExitCode, Terminal } from '../command.ts';
import { stopSignal } from './stop-signal.ts';

export interface ServeOptions {
  readonly host: string | undefined;
  readonly port: number;
  /** The folder of a PostgreSQL of its own. */
  readonly data: string | undefined;
  readonly temporary: boolean;
}

type Variables = { readonly [name: string]: string | undefined };

/** Where the schemas are kept: what the options say, else the PostgreSQL of the environment, else one of its own. */
const databaseOf = ({ data, temporary }: ServeOptions, env: Variables): RegistryDatabase => {
  if (temporary) return 'temporary';
  const url = env['DATABASE_URL'];
  if (data === undefined && url) return { url, migrationUrl: env['MIGRATION_DATABASE_URL'] };
  return { folder: data ?? join(defaultDataFolder, 'registry') };
};

/** Runs the registry until Ctrl-C; its own settings come from the environment. */
export const serve = async (options: ServeOptions, terminal: Terminal): Promise<ExitCode> => {
  const { signal, release } = stopSignal();
  try {
    const database = databaseOf(options, process.env);
    const environment = Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
    const { host, port } = options;
    const registry = await startOwnRegistry({ database, port, environment, say: terminal.error, signal, ...(host === undefined ? {} : { host }) });
    const where =
      typeof database === 'string'
        ? 'on an empty database that goes with it'
        : 'url' in database
          ? 'on the database of DATABASE_URL'
          : `on ${database.folder}`;
    terminal.out(`The schema registry listens at ${registry.url}, ${where}. Ctrl-C stops it.`);
    const ended = await Promise.race([registry.exited, new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null)))]);
    await registry.stop();
    if (ended === null) {
      terminal.error('Stopped.');
      return 0;
    }
    terminal.error(`vyarna registry: the registry ended by itself (${ended}).`);
    return 1;
  } catch (error) {
    if (signal.aborted) return 0;
    terminal.error(`vyarna registry serve: ${oneLine(error)}`);
    return 1;
  } finally {
    release();
  }
};
