/** What may be asked of the registry that changes nothing. Subjects are qualified names; '' stands for the default context as a whole. */
import type { Config, Mode } from './config.ts';
import type { RegisteredSchema, SentSchema, StoredSchema, SubjectVersion } from './schema.ts';

/** Which of versions or subjects: those there are, also those deleted softly, or those only. */
export type Include = 'active' | 'all' | 'deleted';

interface Formatted {
  /** `resolved` writes the types of references out, for Avro; any other text changes nothing, as with Confluent. */
  readonly format?: string | undefined;
}

interface Page {
  readonly offset?: number;
  /** All when left out. */
  readonly limit?: number;
}

/** Sorted names. The prefix `:*:` means all contexts, `:.context:` one of them, '' the default one. */
interface Subjects {
  readonly type: 'subjects';
  readonly prefix: string;
  readonly include: Include;
}

interface Versions {
  readonly type: 'versions';
  readonly subject: string;
  readonly include: Include;
}

/** Where a subject of the default context has no such version, the subjects of that name in other contexts are asked, as Confluent does. */
export interface Version extends Formatted {
  readonly type: 'version';
  readonly subject: string;
  readonly version: number | 'latest';
  /** Also one that was deleted softly; never with `latest`. */
  readonly deleted?: boolean;
}

/** The version of the subject that holds this schema. */
export interface LookUp extends Formatted {
  readonly type: 'look-up';
  readonly subject: string;
  readonly schema: SentSchema;
  readonly normalize?: boolean;
  readonly deleted?: boolean;
}

/** `subject` may be a context only. Without one, or when the subject does not hold the id, other contexts are searched as Confluent does. */
export interface SchemaById extends Formatted {
  readonly type: 'schema-by-id';
  readonly id: number;
  readonly subject?: string | undefined;
}

interface SchemaByGuid extends Formatted {
  readonly type: 'schema-by-guid';
  readonly guid: string;
}

/** Sorted by context. */
interface IdsOfGuid {
  readonly type: 'ids-of-guid';
  readonly guid: string;
}

interface VersionsOfId {
  readonly type: 'versions-of-id';
  readonly id: number;
  readonly subject?: string | undefined;
  readonly deleted?: boolean;
}

/** Sorted by subject and version. */
export interface Schemas extends Page {
  readonly type: 'schemas';
  readonly prefix: string;
  readonly include: Include;
  readonly latestOnly?: boolean;
  /** Also the versions of subjects that others with this prefix are an alias for. */
  readonly aliases?: boolean;
  /** Only schemas with a rule of this type. */
  readonly ruleType?: string | undefined;
}

/** The ids of the schemas that refer to this version, sorted. */
interface ReferencedBy {
  readonly type: 'referenced-by';
  readonly subject: string;
  readonly version: number | 'latest';
  /** Also by versions that were deleted softly. */
  readonly deleted?: boolean;
}

/** The newest version whose metadata has all these properties. */
interface LatestWithMetadata extends Formatted {
  readonly type: 'latest-with-metadata';
  readonly subject: string;
  readonly properties: { readonly [name: string]: string };
  readonly deleted?: boolean;
}

/** What is set there itself, 40408 where nothing is; `inScope` gives what holds there. */
interface ConfigOf {
  readonly type: 'config';
  readonly subject: string;
  readonly inScope?: boolean;
}

/** What is set there itself, 40409 where nothing is; `inScope` gives what holds there. */
interface ModeOf {
  readonly type: 'mode';
  readonly subject: string;
  readonly inScope?: boolean;
}

/** All that is set anywhere, in every context, sorted by name: what was never set is left out, also where a default or what is around holds. */
interface SettingsQuery {
  readonly type: 'settings';
}

/** What is set for one subject, for a context as a whole (`:.name:`, '' the default one) or for all of them (`:.__GLOBAL:`). */
interface OwnSettings {
  readonly subject: string;
  readonly config: Config | null;
  readonly mode: Mode | null;
}

/** With their dots, the default one (`.`) first. */
interface Contexts {
  readonly type: 'contexts';
}

/** Whether the schema may follow in this subject by its level: after one version, or after all the level looks at. */
export interface CheckCompatibility {
  readonly type: 'compatibility';
  readonly subject: string;
  readonly schema: SentSchema;
  readonly version?: number | 'latest' | undefined;
  readonly normalize?: boolean;
}

export type Query =
  | Subjects
  | Versions
  | Version
  | LookUp
  | SchemaById
  | SchemaByGuid
  | IdsOfGuid
  | VersionsOfId
  | Schemas
  | ReferencedBy
  | LatestWithMetadata
  | ConfigOf
  | ModeOf
  | SettingsQuery
  | Contexts
  | CheckCompatibility;

export interface Answers {
  readonly subjects: readonly string[];
  readonly versions: readonly { readonly version: number; readonly deleted: boolean }[];
  readonly version: RegisteredSchema;
  readonly 'look-up': RegisteredSchema;
  /** `maxId` is the highest id in the context in which it was found. */
  readonly 'schema-by-id': StoredSchema & SubjectVersion & { readonly maxId: number };
  readonly 'schema-by-guid': StoredSchema;
  readonly 'ids-of-guid': readonly { readonly context: string; readonly id: number }[];
  readonly 'versions-of-id': readonly SubjectVersion[];
  readonly schemas: readonly (RegisteredSchema & { readonly aliases: readonly string[] })[];
  readonly 'referenced-by': readonly number[];
  readonly 'latest-with-metadata': RegisteredSchema;
  readonly config: Config;
  readonly mode: Mode;
  readonly settings: readonly OwnSettings[];
  readonly contexts: readonly string[];
  /** Empty messages: compatible. */
  readonly compatibility: { readonly messages: readonly string[] };
}

export type AnswerTo<Q extends Query> = Answers[Q['type']];
