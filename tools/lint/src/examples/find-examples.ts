import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dirname } from 'node:path/posix';
import { type ContractSet, kebabCase, type LoadedMessage, type Place, SHARED_FOLDER } from '@vyarna/loader';

/** One Message Example Object and where it stands. */
export interface Example {
  /** Undefined in a folder that no message has. */
  readonly message: LoadedMessage | undefined;
  /** The file it is by itself; undefined for one inside a document. */
  readonly file: string | undefined;
  /** Undefined for a file that is not read yet. */
  readonly place: Place | undefined;
}

/** All examples of a contract set: `examples/<message>/*.json` beside documents, and `examples` of messages and their traits. */
export const findExamples = (set: ContractSet): readonly Example[] => [...inFolders(set), ...inDocuments(set)];

const inFolders = (set: ContractSet): readonly Example[] => {
  const folders = new Set([...set.documents.map(({ file }) => dirname(file)), `${set.contracts}/${SHARED_FOLDER}`]);
  const messages = new Map(set.messages.map((message) => [`${set.folderOf(message.place.file)}#${kebabCase(message.key)}`, message]));
  return [...folders].flatMap((folder) =>
    entriesOf(set.root, `${folder}/examples`, 'folder').flatMap((name) =>
      entriesOf(set.root, `${folder}/examples/${name}`, '.json').map((file): Example => {
        const path = `${folder}/examples/${name}/${file}`;
        return { message: messages.get(`${set.folderOf(`${folder}/schemas/x.avsc`)}#${name}`), file: path, place: undefined };
      }),
    ),
  );
};

const entriesOf = (root: string, folder: string, kind: 'folder' | '.json'): readonly string[] => {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => (kind === 'folder' ? entry.isDirectory() : entry.isFile() && entry.name.endsWith(kind)))
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
};

const inDocuments = ({ sources, messages }: ContractSet): readonly Example[] => {
  const seen = new Set<string>();
  return messages.flatMap((message) =>
    [message.place, ...message.traits].flatMap((layer) =>
      sources.items(sources.get(layer, 'examples')).flatMap((written): Example[] => {
        const place = sources.resolve(written);
        const id = `${place?.file}#${place?.pointer}`;
        // An example of a trait is one of every message that has the trait: it is checked with the first.
        if (place === undefined || seen.has(id)) return [];
        seen.add(id);
        return [{ message, file: undefined, place }];
      }),
    ),
  );
};
