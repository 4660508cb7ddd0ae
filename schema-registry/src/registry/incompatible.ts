import { explainIncompatibility } from '@vyarna/avro';
import type { Means, WholeSchema } from './find-schema.ts';
import { CODES, Refusal } from './refusal.ts';
import type { Metadata } from './schema.ts';
import { configInScope, type EffectiveConfig } from './settings.ts';
import type { VersionRecord } from './state.ts';

const RESERVED_PROPERTY = 'confluent:reserved';

/** Why a schema may not follow on versions of its subject, oldest first, by what is set there. Empty where it may. */
export function incompatibilities(means: Means, subject: string, schema: WholeSchema, history: readonly VersionRecord[]): readonly string[] {
  const config = configInScope(means.state, subject);
  const messages = [...reservedFields(means, subject, schema, history.at(-1), config), ...byLevel(means, subject, schema, history, config)];
  if (messages.length === 0) return messages;
  return [...messages, `{validateFields: '${config.validateFields === true}', compatibility: '${config.compatibilityLevel}'}`];
}

function byLevel(means: Means, subject: string, schema: WholeSchema, history: readonly VersionRecord[], config: EffectiveConfig): readonly string[] {
  const { compatibilityLevel: level, compatibilityGroup: group } = config;
  if (level === 'NONE') return [];
  if (schema.read.schemaType === 'JSON') {
    throw new Refusal(
      CODES.invalidSchema,
      `JSON schemas are taken only at level NONE, as this registry compares Avro schemas only. The level of ${JSON.stringify(subject)} is ${level}; set it with PUT /config/${encodeURIComponent(subject)} {"compatibility":"NONE"}.`,
    );
  }
  const compared =
    group === undefined ? history : history.filter((version) => inGroup(version.schema.content.metadata, group) === inGroup(schema.metadata, group));
  const looked = level.endsWith('_TRANSITIVE') ? compared : compared.slice(-1);
  const other = looked.findLast((version) => version.schema.content.schemaType !== 'AVRO');
  if (other !== undefined) return [`Version ${other.version} is a ${other.schema.content.schemaType} schema, this one is AVRO.`];
  if (looked.length === 0) return [];
  return messages(means, subject, level, schema, looked);
}

/** Messages told at most; the newest versions' come first. */
const MOST_MESSAGES = 1_000;
/** Versions compared at once: their texts are fetched, and where they are large handed to another thread, together. */
const COMPARED = 5;

function messages(
  { state, reader, texts }: Means,
  subject: string,
  level: EffectiveConfig['compatibilityLevel'],
  schema: WholeSchema,
  versions: readonly VersionRecord[],
): readonly string[] {
  const said: string[] = [];
  for (let end = versions.length; end > 0 && said.length < MOST_MESSAGES; end -= COMPARED) {
    const part = versions.slice(Math.max(end - COMPARED, 0), end).reverse();
    const contents = part.map((version) => version.schema.content);
    for (const [index, { found, undecided }] of reader.compared(state, texts, subject, level, schema.read, contents).entries()) {
      if (undecided !== undefined) return [undecided];
      const version = `version ${part[index]?.version}`;
      for (const { direction, incompatibility } of found) {
        const [by, of] = direction === 'backward' ? ['the new schema', version] : [version, 'the new schema'];
        const { type, path, message } = incompatibility;
        said.push(`${type} at ${path} (${by} reading what ${of} writes): ${explainIncompatibility(incompatibility)} [${message}]`);
      }
    }
  }
  return said.length <= MOST_MESSAGES ? said : [...said.slice(0, MOST_MESSAGES), 'There is more; it is told when this is mended.'];
}

const inGroup = (metadata: Metadata | undefined, group: string): string | undefined => metadata?.properties?.[group];

function reservedFields(
  means: Means,
  subject: string,
  schema: WholeSchema,
  previous: VersionRecord | undefined,
  config: EffectiveConfig,
): readonly string[] {
  if (config.validateFields !== true) return [];
  const reserved = reservedBy(schema.metadata);
  const removed = [...reservedBy(previous?.schema.content.metadata)].filter((field) => !reserved.has(field));
  const used =
    reserved.size === 0 || schema.read.schemaType !== 'AVRO'
      ? []
      : means.reader.fieldNames(means.state, means.texts, subject, schema.read).filter((field) => reserved.has(field));
  return [
    ...removed.map((field) => `The reserved field ${field} was taken off ${RESERVED_PROPERTY}; a field once reserved stays so.`),
    ...used.map((field) => `The field ${field} is reserved in ${RESERVED_PROPERTY}, so the schema must not have it.`),
  ];
}

const reservedBy = (metadata: Metadata | undefined): ReadonlySet<string> =>
  new Set(
    (metadata?.properties?.[RESERVED_PROPERTY] ?? '')
      .split(',')
      .map((field) => field.trim())
      .filter((field) => field !== ''),
  );
