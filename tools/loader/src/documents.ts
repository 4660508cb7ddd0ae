import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AppModel } from '@vyarna/contract';
import { Facts } from './facts.ts';
import type { Place, Sources } from './sources.ts';

/** The folder of what applications share; it has no document of its own. */
export const SHARED_FOLDER = 'types';

/** One application's `asyncapi.yaml`. */
export interface AppDocument {
  readonly app: AppModel;
  readonly file: string;
  readonly root: Place;
}

const VERSIONS = /^3\.[01]\.\d+$/;

/** The folders below `contracts/`, sorted. */
export const contractFolders = (root: string, contracts: string): readonly string[] => {
  try {
    const entries = readdirSync(join(root, contracts), { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch {
    return [];
  }
};

/** Opens every application's document; one that is missing or not AsyncAPI 3 is reported. */
export const openDocuments = (sources: Sources, contracts: string, folders: readonly string[]): readonly AppDocument[] => {
  const documents: AppDocument[] = [];
  for (const folder of folders) {
    if (folder === SHARED_FOLDER) continue;
    const file = `${contracts}/${folder}/asyncapi.yaml`;
    const root = sources.open(file);
    if (root === undefined) {
      sources.report({ file, line: 1, column: 1 }, 'missing-document', `The folder ${folder} has no asyncapi.yaml.`);
      continue;
    }
    const document = readDocument(sources, folder, root);
    if (document === undefined) continue;
    const twin = documents.find(({ app }) => app.title === document.app.title);
    if (twin === undefined) documents.push(document);
    else sources.report(sources.get(root, 'info', 'title') ?? root, 'duplicate-app', `${document.app.title} is described already, in ${twin.file}.`);
  }
  return documents;
};

const readDocument = (sources: Sources, folder: string, root: Place): AppDocument | undefined => {
  const version = sources.scalar(sources.get(root, 'asyncapi'));
  if (typeof version !== 'string' || !VERSIONS.test(version)) {
    const at = sources.get(root, 'asyncapi') ?? root;
    sources.report(at, 'unknown-version', `The document must be AsyncAPI 3.0 or 3.1, not ${version ?? 'without a version'}.`);
    return undefined;
  }
  const info = new Facts(sources, sources.get(root, 'info'));
  const title = info.text('title');
  if (title === undefined) {
    sources.report(info.place ?? root, 'missing-title', 'The document must have info.title: the name of the application.');
    return undefined;
  }
  return { app: { title, folder, description: info.text('description') ?? '' }, file: root.file, root };
};
