/** What the page of one version shows. */

import { contextName } from '../../registry/names.ts';
import type { RegisteredSchema, SubjectVersion } from '../../registry/schema.ts';
import { isDeclined } from '../declined.ts';
import { type Asked, type ReadVersion, readVersion } from '../schema/read-version.ts';

export interface VersionDetails {
  readonly registered: RegisteredSchema;
  readonly read: ReadVersion;
  /** Versions that refer to this one. */
  readonly referencedBy: readonly SubjectVersion[];
  /** How many more there are. */
  readonly furtherReferrers: number;
}

export interface VersionFound extends VersionDetails {
  /** The versions around it that are not deleted. */
  readonly previous: number | undefined;
  readonly next: number | undefined;
}

/** Schemas that refer to a version and are named. */
const MAX_REFERRERS = 50;

export const loadVersion = async (registry: Asked, subject: string, version: number | 'latest'): Promise<VersionFound> => {
  const registered = await registry.query({ type: 'version', subject, version, ...(version === 'latest' ? {} : { deleted: true }) });
  const [details, versions] = await Promise.all([
    loadDetails(registry, registered),
    registry.query({ type: 'versions', subject: registered.subject, include: 'all' }),
  ]);
  const others = versions.filter(({ deleted }) => !deleted).map((each) => each.version);
  const previous = others.findLast((each) => each < registered.version);
  return { ...details, previous, next: others.find((each) => each > registered.version) };
};

/** Those that the reader may read. */
const holders = async (registry: Asked, id: number, context: string): Promise<readonly SubjectVersion[]> => {
  try {
    return await registry.query({ type: 'versions-of-id', id, subject: context, deleted: true });
  } catch (error) {
    if (isDeclined(error)) return [];
    throw error;
  }
};

export const loadDetails = async (registry: Asked, registered: RegisteredSchema): Promise<VersionDetails> => {
  const { subject, version } = registered;
  const [read, ids] = await Promise.all([
    readVersion(registry, registered),
    registry.query({ type: 'referenced-by', subject, version, deleted: true }),
  ]);
  const context = contextName(subject);
  const named = ids.slice(0, MAX_REFERRERS).map((id) => holders(registry, id, context));
  const referencedBy = (await Promise.all(named)).flat();
  return { registered, read, referencedBy, furtherReferrers: ids.length - named.length };
};
