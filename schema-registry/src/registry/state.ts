/** All that the registry knows but the texts of schemas, as the log's changes made it. Values are never changed in place, so that clones are cheap. */
import type { Change, Content, Registered } from './change.ts';
import type { Config, Mode } from './config.ts';
import { guidOf, unnumbered } from './content.ts';
import { besideSubject, contextName, contextOf, DEFAULT_CONTEXT, normalName, parseName } from './names.ts';
import type { SubjectVersion } from './schema.ts';

export interface SchemaRecord {
  readonly id: number;
  readonly guid: string;
  /** The guid it would have without `confluent:version`. */
  readonly unnumberedGuid: string;
  readonly content: Content;
}

export interface VersionRecord {
  readonly subject: string;
  readonly version: number;
  readonly deleted: boolean;
  readonly timestamp: number;
  readonly schema: SchemaRecord;
}

interface ContextRecord {
  readonly isListed: boolean;
  /** Ids are never given to another schema, also after theirs is gone. */
  readonly maxId: number;
  /** Of schemas that are gone, for when they come back: what was written with the id can then be read again. */
  readonly formerIds: Map<string, number>;
  readonly schemas: Map<number, SchemaRecord>;
  readonly idByGuid: Map<string, number>;
  readonly users: Map<number, readonly SubjectVersion[]>;
}

const NONE: readonly never[] = [];
const newContext = (): ContextRecord => ({
  isListed: false,
  maxId: 0,
  formerIds: new Map(),
  schemas: new Map(),
  idByGuid: new Map(),
  users: new Map(),
});
const key = ({ subject, version }: SubjectVersion): string => `${version} ${subject}`;
const without = (list: readonly SubjectVersion[], { subject, version }: SubjectVersion): readonly SubjectVersion[] =>
  list.filter((each) => each.version !== version || each.subject !== subject);

export class RegistryState {
  readonly #subjects = new Map<string, readonly VersionRecord[]>();
  readonly #contexts = new Map<string, ContextRecord>();
  /** The versions that refer to a version. */
  readonly #referrers = new Map<string, readonly SubjectVersion[]>();
  readonly #configs = new Map<string, Config>();
  readonly #modes = new Map<string, Mode>();
  #sorted: readonly string[] | undefined;

  clone(): RegistryState {
    const made = new RegistryState();
    const copy = <Key, Value>(from: ReadonlyMap<Key, Value>, to: Map<Key, Value>): void => {
      for (const [name, value] of from) to.set(name, value);
    };
    copy(this.#subjects, made.#subjects);
    copy(this.#referrers, made.#referrers);
    copy(this.#configs, made.#configs);
    copy(this.#modes, made.#modes);
    for (const [name, { schemas, idByGuid, users, formerIds, ...rest }] of this.#contexts) {
      const copied = { schemas: new Map(schemas), idByGuid: new Map(idByGuid), users: new Map(users), formerIds: new Map(formerIds) };
      made.#contexts.set(name, { ...rest, ...copied });
    }
    return made;
  }

  /** Sorted names of subjects, also of those whose versions are all deleted softly. */
  subjects(): readonly string[] {
    this.#sorted ??= [...this.#subjects.keys()].sort();
    return this.#sorted;
  }

  /** All versions, oldest first, also those deleted softly. */
  versions(subject: string): readonly VersionRecord[] {
    return this.#subjects.get(subject) ?? NONE;
  }

  /** The newest that is not deleted. */
  latest(subject: string): VersionRecord | undefined {
    return this.versions(subject).findLast(({ deleted }) => !deleted);
  }

  version({ subject, version }: SubjectVersion): VersionRecord | undefined {
    const versions = this.versions(subject);
    // Versions mostly are 1, 2, 3 without a gap.
    const likely = versions[version - 1];
    return likely?.version === version ? likely : versions.find((each) => each.version === version);
  }

  schema(context: string, id: number): SchemaRecord | undefined {
    return this.#contexts.get(context)?.schemas.get(id);
  }

  idOf(context: string, guid: string): number | undefined {
    return this.#contexts.get(context)?.idByGuid.get(guid);
  }

  /** The versions that hold a schema, oldest use first. */
  users(context: string, id: number): readonly SubjectVersion[] {
    return this.#contexts.get(context)?.users.get(id) ?? NONE;
  }

  /** The id that a schema which is gone had, unless another schema was imported under it. */
  formerId(context: string, guid: string): number | undefined {
    const record = this.#contexts.get(context);
    const id = record?.formerIds.get(guid);
    return id === undefined || record?.schemas.has(id) === true ? undefined : id;
  }

  maxId(context: string): number {
    return this.#contexts.get(context)?.maxId ?? 0;
  }

  /** Of these texts, by their hashes, those that no version has, of whatever context. */
  unusedTexts(hashes: Iterable<string>): readonly string[] {
    const unused = new Set(hashes);
    if (unused.size === 0) return NONE;
    for (const { schemas } of this.#contexts.values()) for (const { content } of schemas.values()) unused.delete(content.hash);
    return [...unused];
  }

  /** The hashes of the texts of versions that a change takes away, before it is applied. */
  textsTaken(change: Change): readonly string[] {
    const numbers = change.action === 'purge' ? change.versions : change.action === 'register' ? [change.version] : NONE;
    return numbers.flatMap((version) => this.version({ subject: (change as Registered).subject, version })?.schema.content.hash ?? []);
  }

  referrers(version: SubjectVersion): readonly SubjectVersion[] {
    return this.#referrers.get(key(version)) ?? NONE;
  }

  /** Those in which schemas were registered, the default one first. */
  contexts(): readonly string[] {
    const named = [...this.#contexts].filter(([name, { isListed }]) => isListed && name !== DEFAULT_CONTEXT).map(([name]) => name);
    return [DEFAULT_CONTEXT, ...named.sort()];
  }

  config(name: string): Config | undefined {
    return this.#configs.get(name);
  }

  /** Names for which a config is set. */
  configured(): readonly string[] {
    return [...this.#configs.keys()];
  }

  mode(name: string): Mode | undefined {
    return this.#modes.get(name);
  }

  /** Names for which a mode is set. */
  modes(): readonly string[] {
    return [...this.#modes.keys()];
  }

  /** The subject that requests for this one mean. */
  meant(subject: string): string {
    const name = normalName(subject);
    const alias = this.#configs.get(name)?.alias;
    return alias === undefined || alias === '' ? name : besideSubject(alias, name);
  }

  /** Whether there are subjects of this name, or of a context in it; `deleted` counts those deleted softly. */
  hasSubjects(name: string, deleted: boolean): boolean {
    return this.matching(name).some((subject) => deleted || this.latest(subject) !== undefined);
  }

  matching(name: string): readonly string[] {
    if (parseName(name).subject !== '') return this.#subjects.has(name) ? [name] : NONE;
    return this.subjects().filter((subject) => contextName(subject) === name);
  }

  apply(change: Change, timestamp: number): void {
    switch (change.action) {
      case 'register':
        this.#register(change, timestamp);
        return;
      case 'delete':
        this.#delete(change.subject, change.versions);
        return;
      case 'purge':
        for (const version of change.versions) this.#purge({ subject: change.subject, version });
        return;
      case 'set-config':
        this.#configs.set(change.subject, change.config);
        return;
      case 'remove-config':
        this.#configs.delete(change.subject);
        return;
      case 'set-mode':
        this.#modes.set(change.subject, change.mode);
        return;
      case 'remove-mode':
        this.#modes.delete(change.subject);
        return;
      case 'delete-context': {
        const context = this.#contexts.get(change.context);
        if (context !== undefined) this.#contexts.set(change.context, { ...context, isListed: false });
        return;
      }
    }
  }

  #register({ subject, version, id, content }: Registered, timestamp: number): void {
    const name = contextOf(subject);
    this.#purge({ subject, version });
    const context = this.#contexts.get(name) ?? newContext();
    this.#contexts.set(name, { ...context, isListed: true, maxId: Math.max(context.maxId, id) });
    const guid = guidOf(content);
    const known = context.schemas.get(id);
    const bare = unnumbered(content);
    const schema = known?.guid === guid ? known : { id, guid, unnumberedGuid: bare === content ? guid : guidOf(bare), content };
    context.schemas.set(id, schema);
    context.idByGuid.set(guid, id);
    context.users.set(id, [...(context.users.get(id) ?? NONE), { subject, version }]);
    for (const referred of this.#referred(subject, content)) this.#referrers.set(key(referred), [...this.referrers(referred), { subject, version }]);

    const versions = this.versions(subject);
    const at = versions.findLastIndex((each) => each.version < version) + 1;
    if (versions.length === 0) this.#sorted = undefined;
    this.#subjects.set(subject, versions.toSpliced(at, 0, { subject, version, deleted: false, timestamp, schema }));
  }

  #referred(subject: string, { references = NONE }: Content): readonly SubjectVersion[] {
    return references.map((reference) => ({ subject: besideSubject(reference.subject, subject), version: reference.version }));
  }

  #delete(subject: string, deleted: readonly number[]): void {
    const gone = new Set(deleted);
    this.#subjects.set(
      subject,
      this.versions(subject).map((each) => (gone.has(each.version) ? { ...each, deleted: true } : each)),
    );
  }

  #purge(purged: SubjectVersion): void {
    const record = this.version(purged);
    if (record === undefined) return;
    const { subject } = purged;
    const left = this.versions(subject).filter((each) => each !== record);
    if (left.length > 0) this.#subjects.set(subject, left);
    else {
      this.#subjects.delete(subject);
      this.#sorted = undefined;
    }
    for (const referred of this.#referred(subject, record.schema.content)) {
      const others = without(this.referrers(referred), purged);
      if (others.length > 0) this.#referrers.set(key(referred), others);
      else this.#referrers.delete(key(referred));
    }
    const { id, guid } = record.schema;
    const context = this.#contexts.get(contextOf(subject));
    if (context === undefined) return;
    const users = without(context.users.get(id) ?? NONE, purged);
    if (users.length > 0) {
      context.users.set(id, users);
      return;
    }
    context.users.delete(id);
    context.schemas.delete(id);
    if (context.idByGuid.get(guid) === id) context.idByGuid.delete(guid);
    context.formerIds.set(guid, id);
  }
}
