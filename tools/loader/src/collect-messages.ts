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
  const found = new Map<string, WrittenMessage>();
  const add = (key: string, reference: Place): void => {
    const place = sources.resolve(reference);
    if (place === undefined || !sources.isMap(place)) return;
    const id = `${place.file}#${place.pointer}`;
    // Its own key, where it has one, says more than the key of whoever refers to it.
    const own = samePlace(place, reference) ? key : place.pointer.split('/').at(-1) || key;
    if (!found.has(id)) found.set(id, { place, key: own.replaceAll('~1', '/').replaceAll('~0', '~') });
  };
  const addAll = (messages: Place | undefined): void => {
    for (const { key, written } of objectsIn(sources, messages, 'messages')) add(key, written);
  };
  addAll(sources.open(`${contracts}/${SHARED_FOLDER}/messages.yaml`));
  for (const { root } of documents) {
    const components = sources.get(root, 'components');
    addAll(sources.get(components, 'messages'));
    for (const channels of [sources.get(root, 'channels'), sources.get(components, 'channels')]) {
      for (const [, channel] of sources.entries(channels)) addAll(sources.get(sources.resolve(channel), 'messages'));
    }
    for (const operations of [sources.get(root, 'operations'), sources.get(components, 'operations')]) {
      for (const [, written] of sources.entries(operations)) {
        const operation = sources.resolve(written);
        for (const list of [sources.get(operation, 'messages'), sources.get(operation, 'reply', 'messages')]) {
          for (const reference of sources.items(list)) add('', reference);
        }
      }
    }
  }
  return [...found.values()];
};
