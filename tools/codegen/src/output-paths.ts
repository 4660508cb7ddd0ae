import { createHash } from 'node:crypto';

/** A file that wants a path of its own. */
export interface WantedPath {
  /** What the file is made from; unique. */
  readonly id: string;
  /** Within the output folder, without its ending. */
  readonly stem: string;
}

/**
 * Gives each file its path. Where several want the same one (compared without case, for file systems that know none), each of them gets the
 * hash of its id added, so none is silently taken for another, and files that want other paths keep theirs.
 */
export const assignPaths = (wanted: readonly WantedPath[]): ReadonlyMap<string, string> => {
  const rivals = Map.groupBy(wanted, ({ stem }) => stem.toLowerCase());
  return new Map(
    wanted.map(({ id, stem }) => {
      const alone = rivals.get(stem.toLowerCase())?.length === 1;
      return [id, alone ? stem : `${stem}-${createHash('sha256').update(id).digest('hex').slice(0, 8)}`];
    }),
  );
};

/** Device names of Windows, which no file there can have. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** A part of a path that every file system takes: lower case, no empty name, no device. */
export const fileName = (kebab: string): string => {
  const name = kebab.replaceAll(/^-+|-+$/g, '') || 'unnamed';
  return DEVICES.test(name) ? `${name}-file` : name;
};
