import { basename, dirname, extname, relative } from 'node:path/posix';
import type { AppModel } from '@vyarna/contract';
import { kebabCase } from './case.ts';
import { Facts } from './facts.ts';
import type { Place, Sources } from './sources.ts';

/** The folder of what applications share; it has no document of its own. */
export const SHARED_FOLDER = 'types';

/** One application's AsyncAPI document. */
export interface AppDocument {
  readonly app: AppModel;
  readonly file: string;
  readonly root: Place;
}

const VERSIONS = /^3\.[01]\.\d+$/;

/** The key that makes a YAML or JSON file an AsyncAPI document, at its top level. */
const MARK = /^(?:asyncapi|"asyncapi"|'asyncapi')\s*:|^\s*\{\s*"asyncapi"\s*:|^\s{1,4}"asyncapi"\s*:/m;

/** Opens every AsyncAPI document among the files; one that is not AsyncAPI 3 is reported. */
export const openDocuments = (sources: Sources, contracts: string, files: readonly string[]): readonly AppDocument[] => {
  const opened = files.flatMap((file) => {
    if (!MARK.test(sources.text(file))) return [];
    const root = sources.open(file);
    return root !== undefined && sources.member(root, 'asyncapi') !== undefined ? [{ file, root }] : [];
  });
  const perFolder = Map.groupBy(opened, ({ file }) => dirname(file));
  const read = opened.flatMap(({ file, root }) => {
    const alone = perFolder.get(dirname(file))?.length === 1;
    return readDocument(sources, root, folderOfDocument(contracts, file, alone)) ?? [];
  });
  const titles = Map.groupBy(read, ({ app }) => app.title);
  return read.map((document) => {
    const { title, folder } = document.app;
    return titles.get(title)?.length === 1 ? document : { ...document, app: { ...document.app, title: `${title} (${folder})` } };
  });
};

/** A document alone in its folder is that folder's; of several, or at the top, each has its file's name. */
const folderOfDocument = (contracts: string, file: string, alone: boolean): string => {
  const below = relative(contracts, dirname(file));
  if (alone && below !== '') return below;
  const name = kebabCase(basename(file, extname(file)));
  return below === '' ? name : `${below}/${name}`;
};

const readDocument = (sources: Sources, root: Place, folder: string): AppDocument | undefined => {
  const at = sources.get(root, 'asyncapi');
  const version = sources.scalar(at);
  if (typeof version !== 'string' || !VERSIONS.test(version)) {
    const hint = 'Write asyncapi: 3.1.0; what was written for version 2 must be converted first.';
    sources.report(at ?? root, 'UNKNOWN_VERSION', `The document must be AsyncAPI 3.0 or 3.1, not ${String(version ?? 'without a version')}.`, hint);
    return undefined;
  }
  const info = new Facts(sources, sources.get(root, 'info'));
  const title = info.text('title');
  if (title === undefined) {
    sources.report(info.place ?? root, 'MISSING_TITLE', 'The document must have info.title: the name of the application.');
    return undefined;
  }
  return { app: { title, folder, description: info.text('description') ?? '' }, file: root.file, root };
};

/** To whom files belong, by where they lie. */
export interface Ownership {
  /** The folder, relative to the contracts, under which what a file says is generated; empty for a file at the top. */
  readonly folderOf: (file: string) => string;
  /** The title of the application, or the folder's name where no document lies in it. */
  readonly appOf: (file: string) => string;
}

/** Conventional names of folders for parts of a contract; they are no part of an application's name. */
const PARTS = new Set(['schemas', 'schema', 'avro', 'messages', 'channels', 'operations', 'components']);

export const ownershipOf = (contracts: string, documents: readonly AppDocument[]): Ownership => {
  const byFile = new Map(documents.map(({ file, app }) => [file, app]));
  const perFolder = Map.groupBy(documents, ({ file }) => dirname(file));
  const byFolder = new Map([...perFolder].flatMap(([folder, [only, ...others]]) => (only && others.length === 0 ? [[folder, only.app]] : [])));
  const nearest = (file: string): AppModel | string => {
    const document = byFile.get(file);
    if (document !== undefined) return document;
    for (let folder = dirname(file); folder !== contracts && folder !== '.' && folder !== '/'; folder = dirname(folder)) {
      const app = byFolder.get(folder);
      if (app !== undefined) return app;
    }
    const parts = relative(contracts, dirname(file)).split('/');
    while (PARTS.has(parts.at(-1) ?? '')) parts.pop();
    return parts.filter((part) => part !== '..').join('/');
  };
  const found = new Map<string, AppModel | string>();
  const owner = (file: string): AppModel | string => {
    const known = found.get(file) ?? nearest(file);
    found.set(file, known);
    return known;
  };
  return {
    folderOf: (file) => {
      const at = owner(file);
      return typeof at === 'string' ? at : at.folder;
    },
    appOf: (file) => {
      const at = owner(file);
      return typeof at === 'string' ? at : at.title;
    },
  };
};
