import { type AppDocument, SHARED_FOLDER } from './documents.ts';
import { objectsIn } from './objects.ts';
import { type Place, type Sources, samePlace } from './sources.ts';

/** A Message Object, wherever it stands, and what it is called there. */
export interface WrittenMessage {
  readonly place: Place;
  /** The key under which a channel or `components` has it. */
  readonly key: string;
}

/**
 * Every Message Object of the documents, and of the messages that applications share, each once: those of channels, components, operations and
 * replies. References that lead nowhere are reported.
 */
export const collectMessages = (sources: Sources, documents: readonly AppDocument[], contracts: string): readonly WrittenMessage[] => {
  const shared = sources.open(`${contracts}/${SHARED_FOLDER}/messages.yaml`);
  const inShared = shared === undefined ? [] : sources.derive('shared messages', shared, [], () => messagesIn(sources, shared));
  const inDocuments = documents.map(({ root }) => sources.derive('messages', root, [], () => messagesOfDocument(sources, root)));
  const found = new Map<string, WrittenMessage>();
  for (const message of [inShared, ...inDocuments].flat()) {
    const id = `${message.place.file}#${message.place.pointer}`;
    if (!found.has(id)) found.set(id, message);
  }
  return [...found.values()];
};

const messagesOfDocument = (sources: Sources, root: Place): readonly WrittenMessage[] => {
  const found: WrittenMessage[] = [];
  const components = sources.get(root, 'components');
  found.push(...messagesIn(sources, sources.get(components, 'messages')));
  for (const channels of [sources.get(root, 'channels'), sources.get(components, 'channels')]) {
    for (const [, channel] of sources.entries(channels)) found.push(...messagesIn(sources, sources.get(sources.resolve(channel), 'messages')));
  }
  for (const operations of [sources.get(root, 'operations'), sources.get(components, 'operations')]) {
    for (const [, written] of sources.entries(operations)) {
      const operation = sources.resolve(written);
      for (const list of [sources.get(operation, 'messages'), sources.get(operation, 'reply', 'messages')]) {
        for (const reference of sources.items(list)) found.push(...messageAt(sources, '', reference));
      }
    }
  }
  return found;
};

const messagesIn = (sources: Sources, messages: Place | undefined): readonly WrittenMessage[] =>
  objectsIn(sources, messages, 'messages').flatMap(({ key, written }) => messageAt(sources, key, written));

const messageAt = (sources: Sources, key: string, reference: Place): readonly WrittenMessage[] => {
  const place = sources.resolve(reference);
  if (place === undefined || !sources.isMap(place)) return [];
  // Its own key, where it has one, says more than the key of whoever refers to it.
  const own = samePlace(place, reference) ? key : place.pointer.split('/').at(-1) || key;
  return [{ place, key: own.replaceAll('~1', '/').replaceAll('~0', '~') }];
};
