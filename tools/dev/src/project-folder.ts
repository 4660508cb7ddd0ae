import { resolve } from 'node:path';

/** The repository's root. */
export const projectFolder: string = resolve(import.meta.dirname, '../../..');

/** Everything the local platform keeps: data, keys, logs, the cached broker. Ignored by git, removed by `make clean`. */
export const defaultDataFolder: string = resolve(projectFolder, '.vyarna');

/** The broker's jars; shared by all data folders of this clone. */
export const kafkaCacheFolder: string = resolve(defaultDataFolder, 'cache/kafka');

/** The sets of npm packages that tests ask for. */
export const npmCacheFolder: string = resolve(defaultDataFolder, 'cache/npm');

/** Python's environments with the packages that tests ask for. */
export const pythonCacheFolder: string = resolve(defaultDataFolder, 'cache/python');
