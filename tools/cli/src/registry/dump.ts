import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** What is set for a subject itself, for a context (`:.name:`) or, as '', for the whole registry. */
export interface Settings {
  readonly kind: 'settings';
  readonly subject: string;
  /** As the registry told it; null where nothing is set there. */
  readonly config: { readonly [field: string]: unknown } | null;
  readonly mode: string | null;
}

interface Reference {
  readonly name: string;
  readonly subject: string;
  readonly version: number;
}

/** One version of a subject, with all that makes it the same in another registry. */
export interface Version {
  readonly kind: 'version';
  readonly subject: string;
  readonly version: number;
  readonly id: number;
  /** Absent for AVRO. */
  readonly schemaType?: string;
  readonly schema: string;
  readonly references?: readonly Reference[];
  readonly metadata?: unknown;
  readonly ruleSet?: unknown;
  /** Whether it is deleted, though not for good; absent otherwise. */
  readonly deleted?: true;
}

/** A whole registry. Versions stand after those that they refer to. */
export interface Dump {
  readonly settings: readonly Settings[];
  readonly versions: readonly Version[];
}

const HEAD = { kind: 'registry', format: 'vyarna-registry/1' } as const;

/** A dump as JSON lines. */
export function* dumpLines({ settings, versions }: Dump): Generator<string> {
  yield JSON.stringify(HEAD);
  for (const line of [...settings, ...versions]) yield JSON.stringify(line);
}

/** Thrown with the line of a file that is no line of a dump. */
export class DumpError extends Error {
  override readonly name = 'DumpError';
}

/** Reads a file of JSON lines, `-` for standard input. Throws `DumpError`. */
export const readDump = async (file: string): Promise<Dump> => {
  const input = file === '-' ? process.stdin : createReadStream(file);
  const [settings, versions]: [Settings[], Version[]] = [[], []];
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '') continue;
    const at = (why: string): DumpError => new DumpError(`${file}:${number}: ${why}`);
    let read: unknown;
    try {
      read = JSON.parse(line);
    } catch (error) {
      throw at(`this is no JSON: ${(error as Error).message}.`);
    }
    const entry = read as Partial<Settings> | Partial<Version> | Partial<typeof HEAD>;
    if (number === 1) {
      if (entry.kind !== 'registry' || entry.format !== HEAD.format)
        throw at(`the file must begin with ${JSON.stringify(HEAD)}, as vyarna registry export writes it.`);
    } else if (isVersion(entry)) versions.push(entry);
    else if (isSettings(entry)) settings.push(entry);
    else throw at('this is neither a version nor settings.');
  }
  if (number === 0) throw new DumpError(`${file} is empty.`);
  return { settings, versions: inOrder(versions) };
};

type Loose = { readonly [member: string]: unknown };

const isVersion = (entry: object): entry is Version => {
  const { kind, subject, version, id, schema, references = [] } = entry as Loose;
  const isNumbered = Number.isInteger(version) && Number.isInteger(id);
  return kind === 'version' && typeof subject === 'string' && isNumbered && typeof schema === 'string' && Array.isArray(references);
};

const isSettings = (entry: object): entry is Settings => {
  const { kind, subject, config, mode } = entry as Loose;
  return kind === 'settings' && typeof subject === 'string' && typeof config === 'object' && (mode === null || typeof mode === 'string');
};

const keyOf = (subject: string, version: number): string => `${subject} ${version}`;

/** `:.ctx:` of a name in a context, else nothing. */
export const contextOf = (subject: string): string => /^:\.[^:]+:/.exec(subject)?.[0] ?? '';

/** What a reference means: without a context, or with that of the default one, it is to a subject of the same. */
const referred = (name: string, context: string): string => (contextOf(name) === '' ? context + name.replace(/^:\.:/, '') : name);

/** How many versions stand one upon another below each: 0 for one without references. */
export const depthsOf = (versions: readonly Version[]): ReadonlyMap<Version, number> => {
  const byKey = new Map(versions.map((version) => [keyOf(version.subject, version.version), version]));
  const depths = new Map<Version, number>();
  const depthOf = (one: Version): number => {
    const known = depths.get(one);
    if (known !== undefined) return known;
    // A registry has no circles; what claims one ends here.
    depths.set(one, 0);
    const context = contextOf(one.subject);
    const below = (one.references ?? []).flatMap(({ subject, version }) => byKey.get(keyOf(referred(subject, context), version)) ?? []);
    const depth = below.length === 0 ? 0 : 1 + Math.max(...below.map(depthOf));
    depths.set(one, depth);
    return depth;
  };
  for (const version of versions) depthOf(version);
  return depths;
};

/** Versions after those they refer to, and by id as they came about. */
export const inOrder = (versions: readonly Version[]): readonly Version[] => {
  const depths = depthsOf(versions);
  const rank = (version: Version): number => depths.get(version) ?? 0;
  const byName = (a: Version, b: Version): number => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : a.version - b.version);
  return versions.toSorted((a, b) => rank(a) - rank(b) || a.id - b.id || byName(a, b));
};
