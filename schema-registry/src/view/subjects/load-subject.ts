/** What the page of one subject shows. */
import type { Config, Mode } from '../../registry/config.ts';
import type { RegisteredSchema } from '../../registry/schema.ts';
import type { Asked } from '../schema/read-version.ts';
import { loadDetails, type VersionDetails } from '../version/load-version.ts';
import { type Change, changesOf } from './changes.ts';
import { configOf, modeOf, type Setting } from './load-subjects.ts';

export interface SubjectFound {
  readonly subject: string;
  readonly config: Setting<Config>;
  readonly mode: Setting<Mode>;
  /** All of them, newest first. */
  readonly versions: readonly { readonly version: number; readonly deleted: boolean }[];
  /** Those on this page. */
  readonly shown: readonly RegisteredSchema[];
  readonly offset: number;
  /** Of those on this page, by version. */
  readonly changes: ReadonlyMap<number, Change>;
  /** Of the newest version, or where all are deleted of the last one. */
  readonly newest: VersionDetails | undefined;
}

export const VERSIONS_PAGE = 50;

export const loadSubject = async (registry: Asked, subject: string, page: number): Promise<SubjectFound> => {
  const [all, config, mode] = await Promise.all([
    registry.query({ type: 'versions', subject, include: 'all' }),
    configOf(registry, subject),
    modeOf(registry, subject),
  ]);
  const versions = all.toReversed();
  const offset = (Math.min(page, Math.max(1, Math.ceil(versions.length / VERSIONS_PAGE))) - 1) * VERSIONS_PAGE;
  const read = ({ version }: { version: number }) => registry.query({ type: 'version', subject, version, deleted: true });
  const newest = versions.find(({ deleted }) => !deleted) ?? versions[0];
  const [shown, details] = await Promise.all([
    Promise.all(versions.slice(offset, offset + VERSIONS_PAGE).map(read)),
    newest === undefined ? undefined : read(newest).then((registered) => loadDetails(registry, registered)),
  ]);
  return { subject, config, mode, versions, shown, offset, changes: await changesOf(registry, versions, shown), newest: details };
};
