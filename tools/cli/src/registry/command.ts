import { join } from 'node:path';
import { defineCommand, UsageError } from '../command.ts';
import { findRepository } from '../repository.ts';

/** Level NONE lets anything through, so it is for a registry on this machine only. */
function localUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) throw new UsageError(`SCHEMA_REGISTRY_URL is '${text}', which is no http URL`);
  if (!/^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)) {
    throw new UsageError(`push --local is for a registry on this machine, not ${url.hostname}: set SCHEMA_REGISTRY_URL to one`);
  }
  return text;
}

export const command = defineCommand({
  summary: 'bring the schemas of the contracts into a schema registry',
  arguments: [{ name: 'ACTION', choices: ['push'], summary: "register the working tree's active schemas" }],
  options: {
    local: { summary: 'in a registry on this machine, at level NONE' },
    bundle: { value: 'FILE', summary: 'the contract set (generated/bundle.json)', complete: 'file' },
  },
  notes: `SCHEMA_REGISTRY_URL says where on this machine the registry listens (http://127.0.0.1:8081).
Exit codes: 0 the registry has every schema; 1 it could not be reached or refused one; 2 asked wrongly.`,
  async run({ local, bundle = join(findRepository(process.cwd()), 'generated/bundle.json') }, terminal) {
    if (!local) throw new UsageError('Only push --local is there yet: releasing schemas to a shared registry is not');
    // Loaded only now: it brings the registry's client with it.
    const { pushLocal } = await import('./push.ts');
    return pushLocal(bundle, localUrl(process.env['SCHEMA_REGISTRY_URL'] || 'http://127.0.0.1:8081'), terminal);
  },
});
