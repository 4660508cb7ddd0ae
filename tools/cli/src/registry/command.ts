import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { findRepository } from '../repository.ts';
import { pushLocal } from './push.ts';

const USAGE = `Usage: vyarna registry push --local [--bundle FILE]

  push --local    register the working tree's active schemas in a local registry, at level NONE
  --bundle FILE   the contract set (generated/bundle.json)

SCHEMA_REGISTRY_URL says where on this machine the registry listens (http://127.0.0.1:8081).
Exit codes: 0 the registry has every schema; 1 it could not be reached or refused one; 2 asked wrongly.`;

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { local: { type: 'boolean' }, bundle: { type: 'string' } },
    allowPositionals: true,
  });
  const [action, ...more] = positionals;
  if (action !== 'push' || more.length > 0)
    throw new UsageError(`There is no registry ${positionals.join(' ') || 'command without a name'}; there is: push`);
  if (values.local !== true) throw new UsageError('Only push --local is there yet: releasing schemas to a shared registry is not');
  const bundle = values.bundle ?? join(findRepository(process.cwd()), 'generated/bundle.json');
  return pushLocal(bundle, localUrl(process.env['SCHEMA_REGISTRY_URL'] || 'http://127.0.0.1:8081'), terminal);
}

/** Level NONE lets anything through, so it is for a registry on this machine only. */
function localUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) throw new UsageError(`SCHEMA_REGISTRY_URL is '${text}', which is no http URL`);
  if (!/^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)) {
    throw new UsageError(`push --local is for a registry on this machine, not ${url.hostname}: set SCHEMA_REGISTRY_URL to one`);
  }
  return text;
}

export const command: Command = { summary: 'bring the schemas of the contracts into a schema registry', usage: USAGE, run };
