/** What the page of two versions shows. */
import type { Level } from '@vyarna/avro';
import type { RegisteredSchema, SubjectVersion } from '../../registry/schema.ts';
import { type Asked, type ReadVersion, readVersion } from '../schema/read-version.ts';
import { type Verdict, verdictOf } from './verdict.ts';

export interface Side {
  readonly registered: RegisteredSchema;
  readonly read: ReadVersion;
}

export interface Comparison {
  readonly older: Side;
  readonly newer: Side;
  /** Null where one of them cannot be read as Avro. */
  readonly verdict: Verdict | null;
  /** Of the newer one's subject. */
  readonly level: Level;
  /** The metadata property by which versions are grouped. */
  readonly group: string | undefined;
  /** Of the older one's subject, newest first. */
  readonly versions: readonly { readonly version: number; readonly deleted: boolean }[];
}

export interface Versions {
  readonly older: Numbered;
  readonly newer: Numbered;
}

type Numbered = Omit<SubjectVersion, 'version'> & { readonly version: number | 'latest' };

/** Versions of one subject are put in their order, whichever way they are asked for. */
export const loadComparison = async (registry: Asked, asked: Versions): Promise<Comparison> => {
  const [left, right] = await Promise.all([load(registry, asked.older), load(registry, asked.newer)]);
  const isReversed = left.registered.subject === right.registered.subject && left.registered.version > right.registered.version;
  const [older, newer] = isReversed ? [right, left] : [left, right];
  const [versions, config] = await Promise.all([
    registry.query({ type: 'versions', subject: older.registered.subject, include: 'all' }),
    registry.query({ type: 'config', subject: newer.registered.subject, inScope: true }),
  ]);
  const [was, is] = [older.read.schema, newer.read.schema];
  return {
    older,
    newer,
    verdict: was === null || is === null ? null : verdictOf(was, is),
    level: config.compatibilityLevel ?? 'NONE',
    group: config.compatibilityGroup,
    versions: versions.toReversed(),
  };
};

const load = async (registry: Asked, { subject, version }: Numbered): Promise<Side> => {
  const registered = await registry.query({ type: 'version', subject, version, ...(version === 'latest' ? {} : { deleted: true }) });
  return { registered, read: await readVersion(registry, registered) };
};
