import type { Change, Content } from './change.ts';
import type { Register } from './commands.ts';
import { compactJson } from './compact-json.ts';
import { sha256, VERSION_PROPERTY, versionProperty } from './content.ts';
import type { Decision } from './decision.ts';
import {
  contentOf,
  guidOfWhole,
  type Means,
  meantBy,
  normalReferences,
  versionThatMeans,
  versionWithContent,
  type WholeSchema,
} from './find-schema.ts';
import { incompatibilities } from './incompatible.ts';
import { contextOf, refuseBadName } from './names.ts';
import { invalid } from './read-avro.ts';
import { CODES, Refusal } from './refusal.ts';
import { refuseBadRules } from './rule-set.ts';
import type { SentSchema } from './schema.ts';
import { allTexts } from './schema-reader.ts';
import { configInScope, type EffectiveConfig, isReadOnly, mergeMetadata, mergeRuleSets, modeInScope } from './settings.ts';
import type { VersionRecord } from './state.ts';

/** What is sent, read and brought into its normal form where that is asked for. */
export function readSent(means: Means, subject: string, sent: SentSchema, normalize: boolean): WholeSchema {
  const { state, reader, texts } = means;
  if (sent.metadata !== undefined || sent.ruleSet !== undefined) refuseLarge('The metadata and the rules of a schema', [sent.metadata, sent.ruleSet]);
  const read = reader.read(state, texts, subject, sent);
  const whole = { read, metadata: sent.metadata, ruleSet: sent.ruleSet };
  if (!normalize) return whole;
  const references = normalReferences(read.references, subject);
  return { ...whole, read: { ...read, references, text: reader.normalized(state, texts, subject, read) } };
}

/** Characters that what stands beside a schema may have as JSON: it is held in memory by every instance. */
const MOST_BESIDE = 100_000;

/** Refuses with 42209. */
export function refuseLarge(what: string, value: unknown): void {
  const { length } = JSON.stringify(value);
  if (length > MOST_BESIDE) throw new Refusal(CODES.tooLarge, `${what} may have ${MOST_BESIDE} characters at most as JSON; these have ${length}.`);
}

export const isNormalized = (asked: boolean | undefined, config: EffectiveConfig): boolean => asked === true || config.normalize === true;

const ANY_ID = (id: number | undefined): boolean => id === undefined || id < 0;

/** The version that registering would only find again. */
export function alreadyRegistered(means: Means, { subject: asked, schema, normalize }: Register): VersionRecord | undefined {
  const subject = means.state.meant(asked);
  const config = configInScope(means.state, subject);
  const isFilled = config.defaultMetadata ?? config.overrideMetadata ?? config.defaultRuleSet ?? config.overrideRuleSet;
  if (isFilled !== undefined || schema.schema.trim() === '') return undefined;
  const whole = readSent(means, subject, schema, isNormalized(normalize, config));
  const { id, version = 0 } = schema;
  if (version === -1) {
    const latest = means.state.latest(subject);
    return latest !== undefined && meantBy(means, subject, whole)(latest) && (ANY_ID(id) || id === latest.schema.id) ? latest : undefined;
  }
  const found = versionWithContent(means, subject, whole, false) ?? versionThatMeans(means, subject, whole, false);
  if (found === undefined || !(ANY_ID(id) || id === found.schema.id)) return undefined;
  return version === 0 || version === found.version ? found : undefined;
}

export function register(means: Means, command: Register): Decision<VersionRecord | null> {
  const { state } = means;
  const subject = state.meant(command.subject);
  refuseBadName(subject, false);
  const known = alreadyRegistered(means, command);
  if (known !== undefined) return { changes: [], outcome: known };

  const mode = modeInScope(state, subject);
  const { id = -1, version: wanted = 0 } = command.schema;
  refuseByMode(subject, mode, id);
  const config = configInScope(state, subject);
  const versions = state.versions(subject);
  const next = (versions.at(-1)?.version ?? 0) + 1;
  const previous = state.latest(subject);
  const isImport = mode === 'IMPORT';
  const sent = isImport ? command.schema : filled(means, config, command.schema, previous, next);
  if (sent.schema.trim() === '') throw new Refusal(CODES.invalidSchema, 'Empty schema');
  refuseBadRules(sent.ruleSet);
  const whole = readSent(means, subject, sent, isNormalized(command.normalize, config) && !isImport);
  if (whole.read.badDefault !== undefined && config.validateNewSchemas !== false && !isImport) throw invalid(whole.read.badDefault);

  const guid = guidOfWhole(whole);
  const sharedId = state.idOf(contextOf(subject), guid);
  if (wanted === 0) {
    const found = versionWithContent(means, subject, whole, false) ?? versionThatMeans(means, subject, whole, false);
    if (found !== undefined && (id < 0 || id === found.schema.id)) return { changes: [], outcome: found };
  }
  if (!isImport && command.force !== true) {
    const messages = incompatibilities(
      means,
      subject,
      whole,
      versions.filter(({ deleted }) => !deleted),
    );
    if (messages.length > 0) throw incompatible(subject, messages);
  }
  const version = wanted <= 0 ? next : wanted;
  if (!isImport && version !== next) throw invalid(`its version is ${version}, but the next one of this subject is ${next}.`);
  const givenId = id >= 0 ? id : (sharedId ?? state.formerId(contextOf(subject), guid) ?? state.maxId(contextOf(subject)) + 1);
  refuseOtherMeaning(means, subject, givenId, guid);
  const text = compactJson(whole.read.text);
  const hash = sha256(text);
  return {
    changes: [...replaced(means, versions, givenId, version), { action: 'register', subject, version, id: givenId, content: contentOf(whole, hash) }],
    texts: [[hash, text]],
    // Made by applying the change.
    outcome: null,
    registered: { subject, version },
  };
}

function refuseByMode(subject: string, mode: string, id: number): void {
  if (mode === 'READONLY' || mode === 'READONLY_OVERRIDE')
    throw notPermitted(`The subject ${JSON.stringify(subject)} is in mode ${mode}: it takes no new version.`);
  if (id >= 0 && mode !== 'IMPORT')
    throw notPermitted(`The subject ${JSON.stringify(subject)} is not in mode IMPORT: only there a schema may bring its id.`);
  if (id < 0 && mode === 'IMPORT') throw notPermitted(`The subject ${JSON.stringify(subject)} is in mode IMPORT: there a schema must bring its id.`);
}

export function refuseReadOnly({ state }: Means, subject: string): void {
  const mode = modeInScope(state, subject);
  if (isReadOnly(mode)) throw notPermitted(`The subject ${JSON.stringify(subject)} is in mode ${mode}: nothing of it can be changed.`);
}

export const notPermitted = (message: string): Refusal => new Refusal(CODES.notPermitted, message);

const incompatible = (subject: string, messages: readonly string[]): Refusal =>
  new Refusal(
    CODES.incompatible,
    `The schema is incompatible with an earlier version of the subject ${JSON.stringify(subject)}, details: [${messages.join(', ')}]`,
  );

/** A schema that leaves out its text, metadata or rules takes those of the subject's newest version; the config's defaults and overrides are added. */
function filled({ texts }: Means, config: EffectiveConfig, sent: SentSchema, previous: VersionRecord | undefined, next: number): SentSchema {
  const before: Content | undefined = previous?.schema.content;
  const metadata = mergeMetadata(mergeMetadata(config.defaultMetadata, sent.metadata ?? before?.metadata), config.overrideMetadata);
  const ruleSet = mergeRuleSets(mergeRuleSets(config.defaultRuleSet, sent.ruleSet ?? before?.ruleSet), config.overrideRuleSet);
  const isNumbered = (sent.version ?? 0) !== 0 || versionProperty(metadata) !== undefined;
  const numbered = isNumbered ? mergeMetadata(metadata, { properties: { [VERSION_PROPERTY]: `${next}` } }) : metadata;
  const text =
    sent.schema.trim() === '' && before !== undefined
      ? { schema: allTexts(texts, [before.hash])[0] as string, schemaType: before.schemaType, references: before.references ?? [] }
      : {};
  return { ...sent, ...text, metadata: numbered, ruleSet };
}

function refuseOtherMeaning({ state }: Means, subject: string, id: number, guid: string): void {
  const known = state.schema(contextOf(subject), id);
  if (known !== undefined && known.guid !== guid)
    throw notPermitted(`The id ${id} means another schema in the context ${contextOf(subject)}; ids never change their meaning.`);
}

/** Deleted versions with the same schema give way to the new one, but where others refer to them. */
function replaced({ state }: Means, versions: readonly VersionRecord[], id: number, version: number): readonly Change[] {
  const gone = versions.filter((each) => each.deleted && each.schema.id === id && each.version < version && state.referrers(each).length === 0);
  return gone.length === 0 ? [] : [{ action: 'purge', subject: (gone[0] as VersionRecord).subject, versions: gone.map((each) => each.version) }];
}
