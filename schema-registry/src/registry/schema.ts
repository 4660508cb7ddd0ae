/** What the registry holds about a schema. */

export type SchemaType = 'AVRO' | 'JSON';

/** A schema on which another builds: a version of a subject, which is of the same context where it names none. */
export interface Reference {
  /** The type's full name for Avro, the `$ref` for JSON Schema. */
  readonly name: string;
  readonly subject: string;
  /** -1 is the newest one. */
  readonly version: number;
}

export interface Metadata {
  readonly tags?: { readonly [path: string]: readonly string[] };
  readonly properties?: { readonly [name: string]: string };
  /** Names of properties. */
  readonly sensitive?: readonly string[];
}

/** A rule of a data contract. It is stored and returned; clients carry it out. */
export interface Rule {
  readonly name: string;
  readonly doc?: string;
  readonly kind?: 'TRANSFORM' | 'CONDITION';
  readonly mode?: 'UPGRADE' | 'DOWNGRADE' | 'UPDOWN' | 'WRITE' | 'READ' | 'WRITEREAD';
  readonly type: string;
  readonly tags?: readonly string[];
  readonly params?: { readonly [name: string]: string };
  readonly expr?: string;
  readonly onSuccess?: string;
  readonly onFailure?: string;
  readonly disabled?: boolean;
}

export const RULE_KINDS = ['migrationRules', 'domainRules', 'encodingRules'] as const;
export const ENVIRONMENTS = ['ALL', 'CLIENT', 'GATEWAY', 'SERVER', 'NONE'] as const;

export interface RuleSet {
  readonly migrationRules?: readonly Rule[];
  readonly domainRules?: readonly Rule[];
  readonly encodingRules?: readonly Rule[];
  /** Where rules are to be carried out; clients heed it. */
  readonly enableAt?: (typeof ENVIRONMENTS)[number];
}

/** A schema as a client sends it: to register, to look it up, or to check it. */
export interface SentSchema {
  /** Empty takes over the text of the subject's newest version, as a registration that changes metadata or rules only does. */
  readonly schema: string;
  /** AVRO when left out. Any text: what is not taken is refused with 42201. */
  readonly schemaType?: string;
  readonly references?: readonly Reference[];
  readonly metadata?: Metadata | undefined;
  readonly ruleSet?: RuleSet | undefined;
  /** Only in mode IMPORT. */
  readonly id?: number | undefined;
  /** Must be the next one but in mode IMPORT. -1 asks for the property `confluent:version` in the metadata. */
  readonly version?: number | undefined;
}

/** One id's meaning; it never changes. */
export interface StoredSchema {
  readonly id: number;
  /** The same for the same content in every context. */
  readonly guid: string;
  readonly schemaType: SchemaType;
  readonly references: readonly Reference[];
  readonly metadata: Metadata | null;
  readonly ruleSet: RuleSet | null;
  readonly schema: string;
}

/** A version of a subject. */
export interface RegisteredSchema extends StoredSchema {
  /** Qualified: `:.context:subject`, or the bare name in the default context. */
  readonly subject: string;
  readonly version: number;
  readonly deleted: boolean;
  /** When it was registered, in milliseconds since 1970. */
  readonly timestamp: number;
}

export interface SubjectVersion {
  readonly subject: string;
  readonly version: number;
}
