import type { NamedType } from '@vyarna/avro';
import type { ChannelModel } from '@vyarna/contract';
import { readChannel } from './channel-facts.ts';
import type { AppDocument } from './documents.ts';
import type { Facts } from './facts.ts';
import type { LoadedMessage, Messages } from './load-messages.ts';
import type { Place, Sources } from './sources.ts';

export interface LoadedChannel {
  readonly model: ChannelModel;
  readonly document: AppDocument;
  /** Its name in the document that owns it. */
  readonly id: string;
  readonly place: Place;
  readonly messages: readonly LoadedMessage[];
  /** The `http` facts of `x-vyarna`. */
  readonly http: Facts | undefined;
}

export interface Channels {
  readonly all: readonly LoadedChannel[];
  /** The channel that a place means, in whatever document it was named. */
  at(place: Place | undefined): LoadedChannel | undefined;
}

/** What loading a part of the model needs of the rest. */
export interface Loading {
  readonly sources: Sources;
  readonly messages: Messages;
  readonly types: ReadonlyMap<string, NamedType>;
  /** The title of the application that a file belongs to. */
  readonly appOf: (file: string) => string;
  /** The name of the message that says why a request was not carried out. */
  readonly errorReply: string | undefined;
}

const idOf = ({ file, pointer }: Place): string => `${file}#${pointer}`;

/** Reads the channels of all documents, each where it is defined; a `$ref` to another application's channel defines none. */
export const loadChannels = (loading: Loading, documents: readonly AppDocument[]): Channels => {
  const { sources } = loading;
  const byPlace = new Map<string, LoadedChannel>();
  const addresses = new Map<string, LoadedChannel>();
  for (const document of documents) {
    const own = sources.entries(sources.get(document.root, 'channels')).flatMap(([id, written]) => {
      const place = sources.resolve(written);
      return place !== undefined && loading.appOf(place.file) === document.app.title ? [{ id, place }] : [];
    });
    const entityKey = onlyEntityKey(sources, own);
    for (const { id, place } of own) {
      const channel = readChannel(loading, document, id, place, entityKey);
      if (channel === undefined) continue;
      byPlace.set(idOf(place), channel);
      const { address } = channel.model;
      const twin = address === null ? undefined : addresses.get(address);
      if (twin !== undefined) {
        const at = sources.get(place, 'address') ?? place;
        sources.report(at, 'duplicate-address', `The address ${address} belongs to ${twin.model.key} already.`, 'Refer to that channel by $ref.');
      } else if (address !== null) addresses.set(address, channel);
    }
  }
  return { all: [...byPlace.values()], at: (place) => (place === undefined ? undefined : byPlace.get(idOf(place))) };
};

/** The key of the document's entity, where it keeps snapshots of one kind of entity only. */
const onlyEntityKey = (sources: Sources, channels: readonly { readonly place: Place }[]): string | undefined => {
  const keys = channels.flatMap(({ place }) => {
    const key = sources.scalar(sources.get(place, 'x-vyarna', 'entityKey'));
    return typeof key === 'string' ? [key] : [];
  });
  return keys.length === 1 ? keys[0] : undefined;
};
