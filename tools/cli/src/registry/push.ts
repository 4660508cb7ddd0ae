import { createContracts, readBundle } from '@vyarna/contract';
import type { ExitCode, Terminal } from '../command.ts';
import { atOnce } from './at-once.ts';
import { bodyOf, pathOf, type RegistryClient } from './client.ts';
import { levelThere, setLevel } from './push-released.ts';
import { type SubjectSchema, subjectSchemas } from './subject-schemas.ts';

const AT_ONCE = 8;

/** Registers the working tree's active schemas at level NONE. Says again and again the same: nothing is registered twice. */
export async function pushLocal(bundlePath: string, registry: RegistryClient, terminal: Terminal): Promise<ExitCode> {
  const wanted = subjectSchemas(createContracts(readBundle(bundlePath)));
  const added = new Set<string>();
  try {
    await atOnce(AT_ONCE, wanted, async (one) => {
      if (await pushOne(registry, one)) added.add(one.subject);
    });
  } finally {
    for (const { subject } of wanted) if (added.has(subject)) terminal.out(`${subject}: new version`);
  }
  terminal.out(`${registry.url}: ${added.size} of ${wanted.length} subjects got a new version`);
  return 0;
}

/** Whether the subject got a new version. */
async function pushOne(registry: RegistryClient, { subject, schema }: SubjectSchema): Promise<boolean> {
  const body = { schema: JSON.stringify(schema) };
  const found = await registry.ask('POST', pathOf('subjects', subject), body);
  if (found.status === 200) return false;
  if (found.status !== 404) bodyOf(found, `${subject}: the registry does not take the schema`);
  // A level that somebody set there is theirs: it decides.
  if ((await levelThere(registry, subject)) === null) await setLevel(registry, subject, 'NONE');
  bodyOf(await registry.ask('POST', pathOf('subjects', subject, 'versions'), body), `${subject}: the registry does not take the schema`);
  return true;
}
