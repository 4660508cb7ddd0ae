import { AmbiguousFieldError, checkLevel, explainIncompatibility, type Schema } from '@vyarna/avro';
import type { Means, WholeSchema } from './find-schema.ts';
import { CODES, Refusal } from './refusal.ts';
import type { Metadata } from './schema.ts';
import { allTexts } from './schema-reader.ts';
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
  const { state, reader, texts } = means;
  // All at once, so that those missing are fetched together.
  allTexts(
    texts,
    looked.map((version) => version.schema.content.hash),
  );
  const schemas = looked.map((version) => reader.tree(state, texts, subject, version.schema.content));
  return verdicts(level, reader.treeOf(state, texts, subject, schema.read), schemas, looked);
}

function verdicts(
  level: EffectiveConfig['compatibilityLevel'],
  schema: Schema,
  history: readonly Schema[],
  versions: readonly VersionRecord[],
): readonly string[] {
  try {
    return checkLevel(level, schema, history)
      .filter(({ compatible }) => !compatible)
      .flatMap(({ version: index, direction, incompatibilities }) => {
        const version = versions[index]?.version;
        const [reader, writer] = direction === 'backward' ? ['the new schema', `version ${version}`] : [`version ${version}`, 'the new schema'];
        return incompatibilities.map(
          (found) => `${found.type} at ${found.path} (${reader} reading what ${writer} writes): ${explainIncompatibility(found)} [${found.message}]`,
        );
      });
  } catch (error) {
    if (error instanceof AmbiguousFieldError) return [error.message];
    throw error;
  }
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
    reserved.size === 0 || schema.read.schemaType !== 'AVRO' ? [] : topFields(means, subject, schema).filter((field) => reserved.has(field));
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

function topFields({ state, reader, texts }: Means, subject: string, { read }: WholeSchema): readonly string[] {
  const { root, types } = reader.treeOf(state, texts, subject, read);
  const type = root.kind === 'reference' ? types.get(root.name) : root;
  return type?.kind === 'record' ? type.fields.map(({ name }) => name) : [];
}
