/** Answers to queries from the state: pure. */

import { toldByAlias } from './alias.ts';
import { activeReferrers, existing, subjectNotFound, versionNotFound } from './deletions.ts';
import { type Means, versionThatMeans, versionWithContent, versionWithId } from './find-schema.ts';
import { incompatibilities } from './incompatible.ts';
import { ALL_CONTEXTS, besideSubject, contextOf, DEFAULT_CONTEXT, normalName, parseName, writeName } from './names.ts';
import type { Answers, AnswerTo, CheckCompatibility, Include, LookUp, Query, SchemaById, Schemas, Version } from './queries.ts';
import { CODES, Refusal } from './refusal.ts';
import { isNormalized, readSent } from './register.ts';
import type { RegisteredSchema, StoredSchema, SubjectVersion } from './schema.ts';
import { allTexts } from './schema-reader.ts';
import { configInScope, mergeMetadata, mergeRuleSets, modeInScope, ownConfig, ownMode } from './settings.ts';
import type { RegistryState, SchemaRecord, VersionRecord } from './state.ts';

/** Throws a Refusal, or TextsMissing where texts are needed that are not in memory. */
export function answer<Q extends Query>(means: Means, query: Q): AnswerTo<Q>;
export function answer(means: Means, query: Query): Answers[keyof Answers] {
  try {
    return answered(means, query);
  } catch (error) {
    throw toldByAlias(means.state, 'subject' in query ? query.subject : undefined, error);
  }
}

function answered(means: Means, query: Query): Answers[keyof Answers] {
  const { state } = means;
  switch (query.type) {
    case 'subjects':
      return subjectsWith(state, query.prefix, query.include);
    case 'versions': {
      const subject = state.meant(query.subject);
      const versions = state.versions(subject).filter(isIncluded(query.include));
      if (versions.length === 0) throw subjectNotFound(subject);
      return versions.map(({ version, deleted }) => ({ version, deleted }));
    }
    case 'version':
      return formatted(means, registered(means, versionOf(state, query)), query.format);
    case 'look-up':
      return formatted(means, registered(means, lookUp(means, query)), query.format);
    case 'schema-by-id': {
      const { subject, version } = versionOfId(state, query);
      const schema = (state.version({ subject, version }) as VersionRecord).schema;
      return formatted(means, { ...stored(means, schema), subject, version, maxId: state.maxId(contextOf(subject)) }, query.format);
    }
    case 'schema-by-guid': {
      const { context, schema } = schemaOfGuid(state, query.guid);
      const { subject, version } = state.users(context, schema.id)[0] as SubjectVersion;
      const { subject: _, version: _1, ...found } = formatted(means, { ...stored(means, schema), subject, version }, query.format);
      return found;
    }
    case 'ids-of-guid': {
      schemaOfGuid(state, query.guid);
      return idsOfGuid(state, query.guid);
    }
    case 'versions-of-id': {
      const { subject } = versionOfId(state, query);
      return state
        .users(contextOf(subject), query.id)
        .filter((user) => query.deleted === true || state.version(user)?.deleted === false)
        .toSorted((a, b) => (a.subject === b.subject ? a.version - b.version : a.subject < b.subject ? -1 : 1));
    }
    case 'schemas':
      return schemas(means, query);
    case 'referenced-by': {
      const found = existing(state, state.meant(query.subject), query.version, true);
      return [...new Set(activeReferrers(state, found, query.deleted === true).map(({ schema }) => schema.id))].sort((a, b) => a - b);
    }
    case 'latest-with-metadata': {
      const subject = state.meant(query.subject);
      const wanted = Object.entries(query.properties);
      const found = state
        .versions(subject)
        .findLast(
          ({ deleted, schema }) =>
            (query.deleted === true || !deleted) && wanted.every(([name, value]) => schema.content.metadata?.properties?.[name] === value),
        );
      if (found !== undefined) return formatted(means, registered(means, found), query.format);
      throw state.hasSubjects(subject, query.deleted === true) ? schemaNotFound() : subjectNotFound(subject);
    }
    case 'config': {
      const name = normalName(query.subject);
      const config = query.inScope === true ? configInScope(state, name) : ownConfig(state, name);
      if (config !== undefined) return config;
      throw new Refusal(CODES.levelNotSet, `Subject '${name}' does not have subject-level compatibility configured`);
    }
    case 'mode': {
      const name = normalName(query.subject);
      const mode = query.inScope === true ? modeInScope(state, name) : ownMode(state, name);
      if (mode !== undefined) return mode;
      throw new Refusal(CODES.modeNotSet, `Subject '${name}' does not have subject-level mode configured`);
    }
    case 'settings':
      return settings(state);
    case 'contexts':
      return state.contexts();
    case 'compatibility':
      return { messages: compatibility(means, query) };
  }
}

const settings = (state: RegistryState): Answers['settings'] =>
  [...new Set([...state.configured(), ...state.modes()])]
    .sort()
    .map((subject) => ({ subject, config: state.config(subject) ?? null, mode: state.mode(subject) ?? null }));

const schemaNotFound = (): Refusal => new Refusal(CODES.schemaNotFound, 'Schema not found');

const isIncluded =
  (include: Include) =>
  ({ deleted }: VersionRecord): boolean =>
    include === 'all' || deleted === (include === 'deleted');

function matches(subject: string, prefix: string): boolean {
  if (!prefix.startsWith(ALL_CONTEXTS)) return subject.startsWith(normalPrefix(prefix)) && (prefix !== '' || !subject.startsWith(':.'));
  const bare = prefix.slice(ALL_CONTEXTS.length);
  return bare === '' || parseName(subject).subject.startsWith(bare);
}

const normalPrefix = (prefix: string): string => (prefix.startsWith(':.:') ? prefix.slice(3) : prefix);

const withPrefix = (state: RegistryState, prefix: string): readonly string[] => state.subjects().filter((subject) => matches(subject, prefix));

function subjectsWith(state: RegistryState, prefix: string, include: Include): readonly string[] {
  return withPrefix(state, prefix).filter((subject) => include === 'all' || (state.latest(subject) === undefined) === (include === 'deleted'));
}

/** Where a subject of the default context lacks a schema, the subjects of that name in other contexts are asked, as Confluent does. */
function lookUp(means: Means, query: LookUp): VersionRecord {
  const { state } = means;
  const subject = state.meant(query.subject);
  const found = lookUpIn(means, subject, query);
  if (found !== undefined) return found;
  if (contextOf(subject) === DEFAULT_CONTEXT) {
    for (const other of inOtherContexts(state, subject)) {
      const elsewhere = lookUpIn(means, other, query);
      if (elsewhere !== undefined) return elsewhere;
    }
  }
  throw state.hasSubjects(subject, query.deleted === true) ? schemaNotFound() : subjectNotFound(subject);
}

const inOtherContexts = (state: RegistryState, subject: string): readonly string[] =>
  state
    .contexts()
    .filter((context) => context !== DEFAULT_CONTEXT)
    .map((context) => writeName({ context, subject }))
    .filter((name) => state.hasSubjects(name, true));

function lookUpIn(means: Means, subject: string, { schema: sent, normalize, deleted = false }: LookUp): VersionRecord | undefined {
  const { state } = means;
  const config = configInScope(state, subject);
  const whole = readSent(means, subject, sent, isNormalized(normalize, config));
  const find = (schema: typeof whole) => versionWithContent(means, subject, schema, deleted) ?? versionThatMeans(means, subject, schema, deleted);
  const found = find(whole);
  if (found !== undefined) return found;
  const before = state.latest(subject)?.schema.content;
  if (before === undefined) return undefined;
  // As registering would fill it in.
  const metadata = mergeMetadata(mergeMetadata(config.defaultMetadata, whole.metadata ?? before.metadata), config.overrideMetadata);
  const ruleSet = mergeRuleSets(mergeRuleSets(config.defaultRuleSet, whole.ruleSet ?? before.ruleSet), config.overrideRuleSet);
  return metadata === whole.metadata && ruleSet === whole.ruleSet ? undefined : find({ ...whole, metadata, ruleSet });
}

/** A version that holds the id: of the subject, else of a subject of that name in another context, else of any in the context. */
function versionOfId(state: RegistryState, { id, subject: asked = '' }: Pick<SchemaById, 'id' | 'subject'>): { subject: string; version: number } {
  const name = asked === '' ? '' : state.meant(asked);
  const { context, subject } = parseName(name);
  const own = subject === '' ? undefined : versionWithId(state, name, id, true);
  if (own !== undefined) return own;
  if (subject !== '' && context !== DEFAULT_CONTEXT) throw idNotFound(id);
  if (subject !== '') {
    for (const other of inOtherContexts(state, subject)) {
      const elsewhere = versionWithId(state, other, id, true);
      if (elsewhere !== undefined) return elsewhere;
    }
  }
  const any = state.users(context, id)[0];
  if (any !== undefined) return any;
  throw idNotFound(id);
}

const idNotFound = (id: number): Refusal => new Refusal(CODES.schemaNotFound, `Schema ${id} not found`);

const idsOfGuid = (state: RegistryState, guid: string): readonly { readonly context: string; readonly id: number }[] =>
  state.contexts().flatMap((context) => {
    const id = state.idOf(context, guid.toLowerCase());
    return id === undefined ? [] : [{ context, id }];
  });

function schemaOfGuid(state: RegistryState, guid: string): { readonly context: string; readonly schema: SchemaRecord } {
  const first = idsOfGuid(state, guid)[0];
  const schema = first === undefined ? undefined : state.schema(first.context, first.id);
  if (first === undefined || schema === undefined) throw new Refusal(CODES.schemaNotFound, `Schema ${guid} not found`);
  return { context: first.context, schema };
}

/** In the format asked for. */
function formatted<Found extends StoredSchema & SubjectVersion>({ state, reader, texts }: Means, found: Found, format: string | undefined): Found {
  if (format?.toLowerCase() !== 'resolved' || found.schemaType !== 'AVRO' || found.references.length === 0) return found;
  const { content } = (state.version(found) as VersionRecord).schema;
  return { ...found, schema: reader.resolvedText(state, texts, found.subject, content) };
}

function versionOf(state: RegistryState, { subject: asked, version, deleted = false }: Version): VersionRecord {
  const subject = state.meant(asked);
  const find = (name: string) => {
    const found = version === 'latest' ? state.latest(name) : state.version({ subject: name, version });
    return found !== undefined && (deleted || !found.deleted) ? found : undefined;
  };
  const names = contextOf(subject) === DEFAULT_CONTEXT ? [subject, ...inOtherContexts(state, subject)] : [subject];
  for (const name of names) {
    const found = find(name);
    if (found !== undefined) return found;
  }
  return existing(state, subject, version, deleted);
}

function schemas(means: Means, { prefix, include, latestOnly = false, aliases = false, ruleType, offset = 0, limit }: Schemas): Answers['schemas'] {
  const { state } = means;
  const named = withPrefix(state, prefix);
  const aliasesOf = aliases ? aliasesBySubject(state, prefix) : new Map<string, readonly string[]>();
  const subjects = [...new Set([...named, ...aliasesOf.keys()])].sort();
  const found = subjects.flatMap((subject) => {
    const versions = state.versions(subject).filter(isIncluded(include));
    return (latestOnly ? versions.slice(-1) : versions).filter((version) => ruleType === undefined || hasRule(version, ruleType));
  });
  const page = found.slice(offset, limit === undefined ? undefined : offset + limit);
  allTexts(means.texts, [...new Set(page.map(({ schema }) => schema.content.hash))]);
  return page.map((version) => ({ ...registered(means, version), aliases: aliasesOf.get(version.subject) ?? [] }));
}

function aliasesBySubject(state: RegistryState, prefix: string): Map<string, readonly string[]> {
  const made = new Map<string, readonly string[]>();
  for (const name of state.configured()) {
    const alias = state.config(name)?.alias;
    if (alias === undefined || !matches(name, prefix)) continue;
    const subject = besideSubject(alias, name);
    made.set(subject, [...(made.get(subject) ?? []), name]);
  }
  return made;
}

const hasRule = ({ schema }: VersionRecord, type: string): boolean => {
  const { migrationRules = [], domainRules = [], encodingRules = [] } = schema.content.ruleSet ?? {};
  return [...migrationRules, ...domainRules, ...encodingRules].some((rule) => rule.type === type);
};

function compatibility(means: Means, { subject: asked, version, schema: sent, normalize }: CheckCompatibility): readonly string[] {
  const { state } = means;
  const subject = state.meant(asked);
  const history = version === undefined ? state.versions(subject).filter(({ deleted }) => !deleted) : oneVersion(state, subject, version);
  const config = configInScope(state, subject);
  const whole = readSent(means, subject, sent, isNormalized(normalize, config));
  if (whole.read.badDefault !== undefined && config.validateNewSchemas !== false)
    throw new Refusal(CODES.invalidSchema, `Invalid schema: ${whole.read.badDefault}`);
  return incompatibilities(means, subject, whole, history);
}

/** A subject without versions is compatible with anything, as Confluent says; a version that is not there is 40402. */
function oneVersion(state: RegistryState, subject: string, version: number | 'latest'): readonly VersionRecord[] {
  const latest = state.latest(subject);
  if (version === 'latest') return latest === undefined ? [] : [latest];
  const found = state.version({ subject, version });
  if (found === undefined || found.deleted) throw versionNotFound(version);
  return [found];
}

const stored = ({ texts }: Means, { id, guid, content }: SchemaRecord): StoredSchema => ({
  id,
  guid,
  schemaType: content.schemaType,
  references: content.references ?? [],
  metadata: content.metadata ?? null,
  ruleSet: content.ruleSet ?? null,
  schema: allTexts(texts, [content.hash])[0] as string,
});

export const registered = (means: Means, { subject, version, deleted, timestamp, schema }: VersionRecord): RegisteredSchema => ({
  ...stored(means, schema),
  subject,
  version,
  deleted,
  timestamp,
});
