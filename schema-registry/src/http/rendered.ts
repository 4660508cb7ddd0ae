/** Answers as Confluent's API words them: what is empty is left out, and so is the schema type AVRO. */
import type { Config } from '../registry/config.ts';
import { besideSubject } from '../registry/names.ts';
import type { RegisteredSchema, StoredSchema } from '../registry/schema.ts';

const contentOf = ({ guid, schemaType, references, metadata, ruleSet, schema }: StoredSchema, isNewer: boolean): object => ({
  ...(isNewer ? { guid } : {}),
  ...(schemaType === 'AVRO' ? {} : { schemaType }),
  ...(references.length === 0 ? {} : { references }),
  ...(metadata === null ? {} : { metadata }),
  ...(ruleSet === null ? {} : { ruleSet }),
  schema,
});

export const renderedContent = (found: StoredSchema, isNewer: boolean, others: object = {}): object => ({ ...others, ...contentOf(found, isNewer) });

export const renderedVersion = (found: RegisteredSchema, isNewer: boolean): object => ({
  subject: found.subject,
  version: found.version,
  id: found.id,
  ...contentOf(found, isNewer),
  ...(isNewer ? { ts: found.timestamp } : {}),
  ...(found.deleted ? { deleted: true } : {}),
});

/** With everything for every client: those before 8.0 read the id only. */
export const renderedRegistration = (found: RegisteredSchema): object => {
  const { subject: _, ...others } = renderedVersion(found, true) as { readonly subject: string };
  return others;
};

/** References with their contexts written out, where `referenceFormat` asks for it. */
export const withReferences = <Found extends StoredSchema>(found: Found, subject: string, format: string | undefined): Found =>
  format === 'qualified'
    ? { ...found, references: found.references.map((reference) => ({ ...reference, subject: besideSubject(reference.subject, subject) })) }
    : found;

/** A config as `PUT` gives it back: the level has another name there. */
export const renderedUpdate = ({ compatibilityLevel, ...others }: Config): object => ({
  ...(compatibilityLevel === undefined ? {} : { compatibility: compatibilityLevel }),
  ...others,
});
