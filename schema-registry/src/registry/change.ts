/** What is written to the log: facts, not wishes. The state of the registry follows from them in their order. */
import type { Config, Mode } from './config.ts';
import type { Metadata, Reference, RuleSet, SchemaType } from './schema.ts';

/** A schema without its text, which is kept apart by its hash. */
export interface Content {
  readonly schemaType: SchemaType;
  /** SHA-256 of the text, as hex. */
  readonly hash: string;
  /** SHA-256 of the schema's normal form, see normal-form.ts, as hex. */
  readonly form: string;
  readonly references?: readonly Reference[];
  readonly metadata?: Metadata;
  readonly ruleSet?: RuleSet;
}

export interface Registered {
  readonly action: 'register';
  readonly subject: string;
  readonly version: number;
  readonly id: number;
  readonly content: Content;
}

/** Soft: the versions can still be asked for. */
interface VersionsDeleted {
  readonly action: 'delete';
  readonly subject: string;
  readonly versions: readonly number[];
}

/** For good. */
interface VersionsPurged {
  readonly action: 'purge';
  readonly subject: string;
  readonly versions: readonly number[];
}

interface ConfigSet {
  readonly action: 'set-config';
  readonly subject: string;
  /** Whole, not what changed. */
  readonly config: Config;
}

interface ModeSet {
  readonly action: 'set-mode';
  readonly subject: string;
  readonly mode: Mode;
}

interface SettingRemoved {
  readonly action: 'remove-config' | 'remove-mode';
  readonly subject: string;
}

interface ContextDeleted {
  readonly action: 'delete-context';
  readonly context: string;
}

export type Change = Registered | VersionsDeleted | VersionsPurged | ConfigSet | ModeSet | SettingRemoved | ContextDeleted;
