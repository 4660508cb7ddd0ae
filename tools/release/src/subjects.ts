import { dirname } from 'node:path/posix';
import type { Level } from '@vyarna/avro';
import { topicsOfChannel } from '@vyarna/contract';
import type { ContractSet, LoadedChannel, LoadedMessage, LoadedPayload } from '@vyarna/loader';
import { levelOf, strictestOf } from './kind-levels.ts';

type AvroPayload = Extract<LoadedPayload, { readonly format: 'avro' }>;

/** One subject of the schema registry: what travels under it, and where its released versions lie. */
export interface Subject {
  readonly name: string;
  /** `contracts/shop/released/orders-value`, relative to the repository. */
  readonly folder: string;
  /** What every new version must keep to, over the whole history. */
  readonly level: Level;
  readonly payload: AvroPayload;
  /** The channels whose messages it is for; none for what any group may send, such as dead letters. */
  readonly channels: readonly LoadedChannel[];
}

/** Where people rely on what is said: drafts may still change, and on retired channels nothing is sent. */
const RELEASED_LIFECYCLES: ReadonlySet<string> = new Set(['active', 'deprecated']);

/** Names of subjects may hold what a folder's name cannot. */
const folderNameOf = (subject: string): string => encodeURIComponent(subject);
export const subjectOfFolder = (name: string): string => {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};

export const isInUse = ({ model }: LoadedChannel): boolean => RELEASED_LIFECYCLES.has(model.lifecycle);

interface Use {
  readonly subject: string;
  readonly payload: AvroPayload;
  /** The folder of the application, or of what is shared. */
  readonly home: string;
  readonly channel: LoadedChannel | undefined;
}

/**
 * Every subject of the channels that are active or deprecated, by name: of each topic, of each record where it is looked up by its name. Only Avro is
 * released. Where several types claim one subject, which the lint finds, the first counts.
 */
export const subjectsOf = (set: ContractSet): readonly Subject[] => {
  const uses = [...Map.groupBy(usesOf(set), ({ subject }) => subject).values()];
  return uses
    .map((same): Subject => {
      const [{ subject, payload, home }] = same as [Use, ...Use[]];
      const channels = same.flatMap(({ channel }) => channel ?? []);
      const level = channels.length === 0 ? 'FULL_TRANSITIVE' : strictestOf(channels.map((channel) => levelOf(set.sources, channel)));
      return { name: subject, folder: `${home}/released/${folderNameOf(subject)}`, level, payload, channels };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
};

const usesOf = (set: ContractSet): readonly Use[] => {
  const homeOf = homesOf(set);
  const released = set.channels.filter(isInUse);
  const onChannels = released.flatMap((channel) => {
    const topics = topicsOfChannel(channel.model);
    return channel.messages.flatMap((message): readonly Use[] => {
      if (message.model.lookup === 'RecordNameStrategy') return byRecord(message, channel, homeOf);
      const { payload } = message;
      if (payload?.format !== 'avro') return [];
      return topics.map((topic) => ({ subject: `${topic}-value`, payload, home: dirname(channel.document.file), channel }));
    });
  });
  // What no channel lists may be sent by anybody, where anybody sends at all.
  const listed = new Set(set.channels.flatMap(({ messages }) => messages));
  const others = released.length === 0 ? [] : set.messages.filter((message) => !listed.has(message));
  return [...onChannels, ...others.flatMap((message) => (message.model.lookup === 'RecordNameStrategy' ? byRecord(message, undefined, homeOf) : []))];
};

type HomeOf = (file: string) => string;

const byRecord = ({ payload }: LoadedMessage, channel: LoadedChannel | undefined, homeOf: HomeOf): readonly Use[] => {
  if (payload?.format !== 'avro' || payload.root.kind !== 'reference') return [];
  return [{ subject: payload.name, payload, home: homeOf(payload.id.split('#')[0] ?? ''), channel }];
};

/** The folder of the document that a file belongs to, else, as for what is shared, the one above its `schemas/`. */
const homesOf = ({ contracts, documents, folderOf }: ContractSet): HomeOf => {
  const folders = new Set(documents.map(({ file }) => dirname(file)));
  return (file) => {
    for (let folder = dirname(file); folder !== '.' && folder !== '/'; folder = dirname(folder)) if (folders.has(folder)) return folder;
    const folder = folderOf(file);
    return folder === '' ? contracts : `${contracts}/${folder}`;
  };
};
