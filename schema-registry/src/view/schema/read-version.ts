/** Reads a stored schema together with those that it refers to. */
import { type Finding, resolveSchemas, type Schema } from '@vyarna/avro';
import { besideSubject } from '../../registry/names.ts';
import type { Registry } from '../../registry/registry.ts';
import type { RegisteredSchema, SubjectVersion } from '../../registry/schema.ts';
import { isDeclined } from '../declined.ts';

/** What pages ask. */
export type Asked = Pick<Registry, 'query'>;

export interface ReadVersion {
  /** Null where it cannot be shown as types; `reason` says why. */
  readonly schema: Schema | null;
  readonly reason: string;
  /** Of the types that other subjects define, by full name. */
  readonly origins: ReadonlyMap<string, SubjectVersion>;
}

type Sent = Pick<RegisteredSchema, 'schema' | 'schemaType' | 'references' | 'subject'>;

const ROOT = 'schema';
const NO_ORIGINS: ReadonlyMap<string, SubjectVersion> = new Map();

const unreadable = (reason: string): ReadVersion => ({ schema: null, reason, origins: NO_ORIGINS });

export const readVersion = async (registry: Asked, sent: Sent): Promise<ReadVersion> => {
  if (sent.schemaType !== 'AVRO') return unreadable('This is a JSON Schema: it is shown as it is written.');
  let referred: readonly RegisteredSchema[];
  try {
    referred = await gather(registry, sent);
  } catch (error) {
    if (isDeclined(error)) return unreadable(`A schema to which this one refers cannot be read. ${error.message}`);
    throw error;
  }
  try {
    return asTypes(sent, referred);
  } catch (error) {
    if (error instanceof RangeError) return unreadable('The schema is nested too deeply to be shown as types.');
    throw error;
  }
};

const asTypes = (sent: Sent, referred: readonly RegisteredSchema[]): ReadVersion => {
  const inputs = [{ id: ROOT, text: sent.schema }, ...referred.map(({ schema }, index) => ({ id: String(index), text: schema }))];
  const { roots, types, definitions, findings } = resolveSchemas(inputs.map((input) => ({ ...input, file: input.id })));
  const fault = findings.find(isFault);
  const root = roots.get(ROOT);
  if (root === undefined || fault !== undefined) return unreadable(`The schema cannot be read as Avro: ${fault?.message ?? 'it is empty.'}`);
  const origins = definitions.flatMap(({ type, file }): [string, SubjectVersion][] => {
    const origin = file === ROOT ? undefined : referred[Number(file)];
    return origin === undefined ? [] : [[type.name, origin]];
  });
  return { schema: { root, types }, reason: '', origins: new Map(origins) };
};

/** A default that does not fit and a key given twice leave the schema readable. */
const isFault = ({ severity, rule }: Finding): boolean => severity === 'error' && rule !== 'INVALID_DEFAULT' && rule !== 'DUPLICATE_KEY';

/** All schemas that the references lead to, each once. */
const gather = async (registry: Asked, sent: Sent): Promise<readonly RegisteredSchema[]> => {
  const found = new Map<string, RegisteredSchema>();
  const waiting: Sent[] = [sent];
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
    for (const reference of from.references) {
      const subject = besideSubject(reference.subject, from.subject);
      const version = reference.version === -1 ? ('latest' as const) : reference.version;
      const key = JSON.stringify([subject, version]);
      if (found.has(key)) continue;
      const target = await registry.query({ type: 'version', subject, version, ...(version === 'latest' ? {} : { deleted: true }) });
      found.set(key, target);
      waiting.push(target);
    }
  }
  return [...found.values()];
};
