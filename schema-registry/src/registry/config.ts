import type { Level } from '@vyarna/avro';
import type { Metadata, RuleSet } from './schema.ts';

/** What is set for the whole registry, a context or a subject. Fields left out fall back to what is set around. */
export interface Config {
  readonly compatibilityLevel?: Level;
  /** A metadata property: only versions with the same value of it are compared. */
  readonly compatibilityGroup?: string;
  /** Only STRICT is taken. */
  readonly compatibilityPolicy?: string;
  readonly normalize?: boolean;
  /** Whether fields in the metadata property `confluent:reserved` must neither be used nor taken off that list. */
  readonly validateFields?: boolean;
  /** False takes Avro schemas with defaults that do not fit their types. */
  readonly validateNewSchemas?: boolean;
  /** Only false is taken: rules are stored, not evaluated. */
  readonly validateRules?: boolean;
  /** The subject that requests for this one mean. */
  readonly alias?: string;
  readonly defaultMetadata?: Metadata;
  readonly overrideMetadata?: Metadata;
  readonly defaultRuleSet?: RuleSet;
  readonly overrideRuleSet?: RuleSet;
}

/** A change of a config: what is left out stays, null removes. */
export type ConfigUpdate = { readonly [Field in keyof Config]?: Config[Field] | null };

export const MODES = ['READWRITE', 'READONLY', 'READONLY_OVERRIDE', 'IMPORT'] as const;
export type Mode = (typeof MODES)[number];
