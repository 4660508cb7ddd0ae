import type { Content } from './change.ts';
import { guidOf, unnumbered, versionProperty } from './content.ts';
import { besideSubject, contextOf } from './names.ts';
import type { Metadata, Reference, RuleSet } from './schema.ts';
import type { ReadSchema, SchemaReader, Texts } from './schema-reader.ts';
import type { RegistryState, VersionRecord } from './state.ts';

/** What pure work on the registry is done with. */
export interface Means {
  readonly state: RegistryState;
  readonly reader: SchemaReader;
  readonly texts: Texts;
}

/** A schema that is valid, with all that makes it one. */
export interface WholeSchema {
  readonly read: ReadSchema;
  readonly metadata: Metadata | undefined;
  readonly ruleSet: RuleSet | undefined;
}

export const contentOf = ({ read, metadata, ruleSet }: WholeSchema, hash: string): Content => ({
  schemaType: read.schemaType,
  hash,
  form: read.form,
  ...(read.references.length === 0 ? {} : { references: read.references }),
  ...(metadata === undefined ? {} : { metadata }),
  ...(ruleSet === undefined ? {} : { ruleSet }),
});

export const guidOfWhole = (schema: WholeSchema): string => guidOf(contentOf(schema, ''));

/** The newest version of a subject with this content. */
export function versionWithContent({ state }: Means, subject: string, schema: WholeSchema, deleted: boolean): VersionRecord | undefined {
  const id = state.idOf(contextOf(subject), guidOfWhole(schema));
  return id === undefined ? undefined : versionWithId(state, subject, id, deleted);
}

export const versionWithId = (state: RegistryState, subject: string, id: number, deleted: boolean): VersionRecord | undefined =>
  state.versions(subject).findLast((version) => version.schema.id === id && (deleted || !version.deleted));

/** The newest version that says the same, though its metadata numbers it, or though it has references where this schema has all written out. */
export function versionThatMeans(means: Means, subject: string, schema: WholeSchema, deleted: boolean): VersionRecord | undefined {
  const isMeant = meantBy(means, subject, schema);
  return means.state.versions(subject).findLast((version) => (deleted || !version.deleted) && isMeant(version));
}

export function meantBy({ state, reader, texts }: Means, subject: string, schema: WholeSchema): (version: VersionRecord) => boolean {
  const number = versionProperty(schema.metadata);
  const content = unnumbered(contentOf(schema, ''));
  const guid = guidOf(content);
  const says = (found: Content, guidOfFound: string): boolean => {
    const other = versionProperty(found.metadata);
    return guidOfFound === guid && (number === undefined || other === undefined || number === other);
  };
  return ({ schema: { content: found, unnumberedGuid } }) => {
    if (says(found, unnumberedGuid)) return true;
    if (schema.read.references.length > 0 || found.references === undefined || found.schemaType !== 'AVRO' || schema.read.schemaType !== 'AVRO')
      return false;
    const { references: _, ...whole } = found;
    return says(found, guidOf(unnumbered({ ...whole, form: reader.resolvedForm(state, texts, subject, found) })));
  };
}

/** One way to write the references of a schema: sorted, each once. */
export function normalReferences(references: readonly Reference[], subject: string): readonly Reference[] {
  const byKey = new Map(
    references.map((reference) => [JSON.stringify([reference.name, besideSubject(reference.subject, subject), reference.version]), reference]),
  );
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, reference]) => reference);
}
