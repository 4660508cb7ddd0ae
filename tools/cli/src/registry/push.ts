import { COMPATIBILITY, SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import { avscOptions } from '@vyarna/avro';
import { createContracts, readBundle } from '@vyarna/contract';
import type { ExitCode, Terminal } from '../command.ts';
import { type SubjectSchema, subjectSchemas } from './subject-schemas.ts';

const QUICK = { retries: 2, initialRetryTimeInSecs: 0.1, maxRetryTimeInSecs: 1 };
/** Registrations under way at once. */
const AT_ONCE = 8;

/** Registers the working tree's active schemas at level NONE. Says again and again the same: nothing is registered twice. */
export async function pushLocal(bundlePath: string, registryUrl: string, terminal: Terminal): Promise<ExitCode> {
  const wanted = subjectSchemas(createContracts(readBundle(bundlePath)));
  const registry = new SchemaRegistry({ host: registryUrl, clientId: 'vyarna-registry-push', retry: QUICK }, { [SchemaType.AVRO]: avscOptions() });
  const known = new Set<string>();

  const push = async ({ subject, schema }: SubjectSchema): Promise<void> => {
    const text = JSON.stringify(schema);
    const isKnown = await registry.getRegistryIdBySchema(subject, { type: SchemaType.AVRO, schema: text }).then(
      () => true,
      (error: unknown) => {
        if (isNotFound(error)) return false;
        throw error;
      },
    );
    if (isKnown) known.add(subject);
    else await registry.register({ type: SchemaType.AVRO, schema: text }, { subject, compatibility: COMPATIBILITY.NONE });
  };

  try {
    const waiting = [...wanted];
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await push(next);
      }),
    );
  } catch (error) {
    terminal.error(`vyarna registry push: the registry at ${registryUrl} did not take the schemas: ${(error as Error).message}`);
    terminal.error('Start it (make up does), or set SCHEMA_REGISTRY_URL to where it listens, and push again.');
    return 1;
  }
  for (const { subject } of wanted) if (!known.has(subject)) terminal.out(`${subject}: new version`);
  terminal.out(`${registryUrl}: ${wanted.length - known.size} of ${wanted.length} subjects got a new version`);
  return 0;
}

/** The client tells a look-up that found nothing by an error of its own, without a status. */
const isNotFound = (error: unknown): boolean => error instanceof Error && error.name === 'ConfluentSchemaRegistryError';
