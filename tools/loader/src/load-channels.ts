import type { NamedType } from '@vyarna/avro';
import type { ChannelModel } from '@vyarna/contract';
import { readChannel } from './channel-facts.ts';
import type { AppDocument, Ownership } from './documents.ts';
import type { Facts } from './facts.ts';
import type { LoadedMessage, Messages } from './load-messages.ts';
import { objectsIn } from './objects.ts';
import type { Place, Sources } from './sources.ts';

export interface LoadedChannel {
  readonly model: ChannelModel;
  readonly document: AppDocument;
  /** Its name in the document that owns it. */
  readonly id: string;
  readonly place: Place;
  /** Its `x-vyarna`, with or without facts. */
  readonly facts: Facts;
  readonly messages: readonly LoadedMessage[];
  /** The `http` facts of `x-vyarna`. */
  readonly http: Facts | undefined;
  /** The other documents that use it by `$ref`, under names of their own. */
  readonly aliases: readonly { readonly document: AppDocument; readonly id: string }[];
}

export interface Channels {
  readonly all: readonly LoadedChannel[];
  /** The channel that a place means, in whatever document it was named. */
  at(place: Place | undefined): LoadedChannel | undefined;
}

/** What loading a part of the model needs of the rest. */
export interface Loading extends Ownership {
  readonly sources: Sources;
  readonly messages: Messages;
  readonly types: ReadonlyMap<string, NamedType>;
  /** The name of the message that says why a request was not carried out. */
  readonly errorReply: string | undefined;
}

interface Written {
  readonly document: AppDocument;
  readonly id: string;
  readonly place: Place;
}

const idOf = ({ file, pointer }: Place): string => `${file}#${pointer}`;

/** Reads the channels of all documents, each once, for the document that owns it; a `$ref` to another application's channel defines none. */
export const loadChannels = (loading: Loading, documents: readonly AppDocument[]): Channels => {
  const { sources } = loading;
  const written = documents.flatMap((document) =>
    objectsIn(sources, sources.get(document.root, 'channels'), 'channels').map(({ key, place }): Written => ({ document, id: key, place })),
  );
  const owned = [...Map.groupBy(written, ({ place }) => idOf(place)).values()].map((uses) => {
    const owner = ownerOf(loading, uses);
    return { owner, aliases: uses.filter((use) => use !== owner) };
  });
  const entityKeys = new Map(
    [...Map.groupBy(owned, ({ owner }) => owner.document)].map(([document, channels]) => [
      document,
      onlyEntityKey(
        sources,
        channels.map(({ owner }) => owner),
      ),
    ]),
  );
  const byPlace = new Map<string, LoadedChannel>();
  for (const { owner, aliases } of owned) {
    byPlace.set(idOf(owner.place), readChannel(loading, owner.document, owner.id, owner.place, entityKeys.get(owner.document), aliases));
  }
  return { all: [...byPlace.values()], at: (place) => (place === undefined ? undefined : byPlace.get(idOf(place))) };
};

/** The document in which the channel is defined; of a channel in a file of its own, the one in whose folder that lies, else the first. */
const ownerOf = ({ folderOf }: Loading, uses: readonly Written[]): Written => {
  const [first] = uses as [Written, ...Written[]];
  const { file } = first.place;
  const folder = folderOf(file);
  return uses.find(({ document }) => document.file === file) ?? uses.find(({ document }) => document.app.folder === folder) ?? first;
};

/** The key of the document's entity, where it keeps snapshots of one kind of entity only. */
const onlyEntityKey = (sources: Sources, channels: readonly { readonly place: Place }[]): string | undefined => {
  const keys = channels.flatMap(({ place }) => {
    const key = sources.scalar(sources.get(place, 'x-vyarna', 'entityKey'));
    return typeof key === 'string' ? [key] : [];
  });
  return keys.length === 1 ? keys[0] : undefined;
};
