/** Registries and readers whose answer to a pair may be another than Apache Avro Java's, of whom `askProfile` tells it. */
export const PROFILES = ['confluent', 'apicurio', 'karapace', 'redpanda', 'avsc-reader'] as const;
export type Profile = (typeof PROFILES)[number];

export type ProfileRule =
  | 'ALIAS_AMBIGUOUS'
  | 'ALIAS_IGNORED'
  | 'ALIAS_NOT_QUALIFIED'
  | 'CONTENT_NOT_COMPARED'
  | 'CANNOT_READ'
  | 'ERROR_TYPE'
  | 'NAMESPACE_MOVED'
  | 'NULL_DEFAULT_IGNORED'
  | 'NULLABLE_WITHOUT_DEFAULT'
  | 'SCHEMA_REFUSED'
  | 'UNFINISHED_PAIR_REUSED'
  | 'WRITER_ALIAS_USED';

/** Why an answer is another. */
export interface ProfileReason {
  readonly rule: ProfileRule;
  readonly message: string;
}

export interface ProfileAnswer {
  readonly profile: Profile;
  readonly compatible: boolean;
  /** What Apache Avro Java says; `undecided` where it throws, since a field's alias leads to two. */
  readonly apache: 'compatible' | 'incompatible' | 'undecided';
  /** Empty where the two agree. */
  readonly reasons: readonly ProfileReason[];
}

/** An engine's own answer, with all that it decided by another rule than Apache's on the way, whether or not that made the difference. */
export interface Verdict {
  readonly compatible: boolean;
  readonly reasons: readonly ProfileReason[];
}

/** Reasons as they come up, each once. */
export class Reasons {
  readonly #said = new Map<string, ProfileReason>();

  tell(rule: ProfileRule, message: string): void {
    this.#said.set(`${rule} ${message}`, { rule, message });
  }

  list(): readonly ProfileReason[] {
    return [...this.#said.values()];
  }
}
