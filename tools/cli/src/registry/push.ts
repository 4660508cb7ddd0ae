import { COMPATIBILITY, SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import { avscOptions } from '@vyarna/avro/avsc';
import { createContracts, readBundle } from '@vyarna/contract';
import { describeError } from '@vyarna/logger';
import type { ExitCode, Terminal } from '../command.ts';
import { type SubjectSchema, subjectSchemas } from './subject-schemas.ts';

const QUICK = { retries: 2, initialRetryTimeInSecs: 0.1, maxRetryTimeInSecs: 1 };
/** Registrations under way at once. */
const AT_ONCE = 8;
const ANSWER_LIMIT_MS = 5_000;

/** Registers the working tree's active schemas at level NONE. Says again and again the same: nothing is registered twice. */
export async function pushLocal(bundlePath: string, registryUrl: string, terminal: Terminal): Promise<ExitCode> {
  const wanted = subjectSchemas(createContracts(readBundle(bundlePath)));
  const reason = await whyAway(registryUrl);
  if (reason !== undefined) {
    terminal.error(
      `vyarna registry push: no registry answers at ${registryUrl}: ${reason}. Start it (make up does), or set SCHEMA_REGISTRY_URL to where it listens.`,
    );
    return 1;
  }
  const registry = new SchemaRegistry({ host: registryUrl, clientId: 'vyarna-registry-push', retry: QUICK }, { [SchemaType.AVRO]: avscOptions() });
  const added = new Set<string>();
  const waiting = [...wanted];
  const failures: string[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && failures.length === 0; next = waiting.shift()) {
      try {
        if (await pushOne(registry, next)) added.add(next.subject);
      } catch (error) {
        failures.push(`${next.subject}: ${describeError(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));

  for (const { subject } of wanted) if (added.has(subject)) terminal.out(`${subject}: new version`);
  if (failures[0] !== undefined) {
    terminal.error(`vyarna registry push: the registry at ${registryUrl} did not take ${failures[0]}. Correct that and push again.`);
    return 1;
  }
  terminal.out(`${registryUrl}: ${added.size} of ${wanted.length} subjects got a new version`);
  return 0;
}

/** Undefined when something answers there. The client's own errors tell a refused connection as an answer of status 400. */
async function whyAway(registryUrl: string): Promise<string | undefined> {
  try {
    const response = await fetch(registryUrl, { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
    await response.body?.cancel();
    return undefined;
  } catch (error) {
    return describeError(error);
  }
}

/** Whether the subject got a new version. */
async function pushOne(registry: SchemaRegistry, { subject, schema }: SubjectSchema): Promise<boolean> {
  const avro = { type: SchemaType.AVRO, schema: JSON.stringify(schema) } as const;
  try {
    await registry.getRegistryIdBySchema(subject, avro);
    return false;
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  await registry.register(avro, { subject, compatibility: COMPATIBILITY.NONE });
  return true;
}

/** The client tells a look-up that found nothing by an error of its own, without a status. */
const isNotFound = (error: unknown): boolean => error instanceof Error && error.name === 'ConfluentSchemaRegistryError';
