import { basename, dirname, extname } from 'node:path/posix';
import { type ContractSet, kebabCase, SHARED_FOLDER } from '@vyarna/loader';
import { fileName } from './output-paths.ts';

/** Conventional names of folders for schemas, which say nothing of what is in them. */
const ROOMS = new Set(['schemas', 'schema', 'avro', 'types']);

const kebab = (name: string): string => fileName(kebabCase(name));

/**
 * Where a schema's module lies: below the folder of the application it belongs to, or of its own where it belongs to none, as its file does there. One that
 * stands inside a document is named after its type. The room, below the folder, is filled in for the `?`.
 */
export const schemaStem = ({ contracts, folderOf }: Pick<ContractSet, 'contracts' | 'folderOf'>, id: string, name: string): string => {
  const [file = '', pointer] = id.split('#');
  const folder = folderOf(file) || SHARED_FOLDER;
  if (pointer !== undefined) return `${folder}/?/${kebab(name)}`;
  const rooms = below(`${contracts}/${folder}`, dirname(file)) ?? [];
  while (ROOMS.has(rooms[0] ?? '')) rooms.shift();
  return [folder, '?', ...rooms.map(kebab), kebab(basename(file, extname(file)))].join('/');
};

/** The folders between two; undefined where one is not below the other. */
const below = (outer: string, inner: string): string[] | undefined => {
  if (inner === outer) return [];
  return inner.startsWith(`${outer}/`) ? inner.slice(outer.length + 1).split('/') : undefined;
};

/** The path of a file in a room of an application's generated code. */
export const inRoom = (stem: string, room: string): string => stem.replace('?', room);
