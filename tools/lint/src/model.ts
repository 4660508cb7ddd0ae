import type { AvroType, NamedType, RecordType } from '@vyarna/avro';
import type {
  AppDocument,
  ContractSet,
  LoadedChannel,
  LoadedFlow,
  LoadedMessage,
  LoadedOperation,
  LoadedRoute,
  Place,
  Sources,
} from '@vyarna/loader';
import { versionOf } from './address.ts';
import type { Example } from './examples/find-examples.ts';

/** A contract set with the questions answered that several rules ask; each answer is found once. */
export class Model {
  readonly set: ContractSet;
  readonly sources: Sources;
  readonly #receivers: ReadonlyMap<string, readonly LoadedOperation[]>;
  readonly #senders: ReadonlyMap<string, readonly LoadedOperation[]>;
  readonly #answering: ReadonlyMap<string, readonly LoadedOperation[]>;
  readonly #routes: ReadonlyMap<string, LoadedRoute>;
  readonly #triggers: ReadonlyMap<string, LoadedFlow>;
  readonly #callers: ReadonlyMap<string, readonly LoadedFlow[]>;
  readonly #channels: ReadonlyMap<LoadedMessage, readonly LoadedChannel[]>;
  readonly #named: ReadonlyMap<string, LoadedChannel>;
  readonly #versions: ReadonlyMap<string, readonly LoadedChannel[]>;
  readonly #operations: ReadonlyMap<string, readonly LoadedOperation[]>;
  readonly #documents: ReadonlySet<string>;
  readonly #shown: ReadonlySet<LoadedMessage | undefined>;
  readonly #files: ReadonlyMap<string, string>;

  constructor(set: ContractSet, examples: readonly Pick<Example, 'message'>[]) {
    this.set = set;
    this.#shown = new Set(examples.map(({ message }) => message));
    this.sources = set.sources;
    const by = (action: 'send' | 'receive') => set.operations.filter(({ model }) => model.action === action);
    this.#operations = Map.groupBy(set.operations, ({ model }) => model.id);
    this.#documents = new Set(set.documents.map(({ file }) => file));
    this.#receivers = Map.groupBy(by('receive'), ({ channel }) => channel.model.key);
    this.#senders = Map.groupBy(by('send'), ({ channel }) => channel.model.key);
    this.#answering = Map.groupBy(
      set.operations.filter(({ reply }) => reply !== null),
      ({ reply }) => reply?.channel.model.key ?? '',
    );
    this.#routes = new Map(set.routes.map((route) => [route.channel.model.key, route]));
    this.#triggers = new Map(set.flows.map((flow) => [flow.trigger.model.key, flow]));
    this.#callers = grouped(set.flows.flatMap((flow) => flow.calls.map(({ channel }) => [channel.model.key, flow] as const)));
    this.#channels = grouped(set.channels.flatMap((channel) => channel.messages.map((message) => [message, channel] as const)));
    const addressed = set.channels.flatMap((channel) => (channel.model.address === null ? [] : [[channel.model.address, channel] as const]));
    this.#named = new Map([...addressed, ...set.channels.map((channel) => [channel.model.key, channel] as const)]);
    const versions = addressed.map(([address, channel]) => ({ channel, ...versionOf(address) })).sort((a, b) => a.number - b.number);
    this.#versions = grouped(versions.map(({ stem, channel }) => [stem, channel] as const));
    this.#files = new Map(set.definitions.map(({ type, file }) => [type.name, file]));
  }

  receivers({ model }: LoadedChannel): readonly LoadedOperation[] {
    return this.#receivers.get(model.key) ?? [];
  }

  senders({ model }: LoadedChannel): readonly LoadedOperation[] {
    return this.#senders.get(model.key) ?? [];
  }

  /** The operations that answer on a reply channel. */
  answering({ model }: LoadedChannel): readonly LoadedOperation[] {
    return this.#answering.get(model.key) ?? [];
  }

  route({ model }: LoadedChannel): LoadedRoute | undefined {
    return this.#routes.get(model.key);
  }

  /** The flow that starts on a trigger. */
  flow({ model }: LoadedChannel): LoadedFlow | undefined {
    return this.#triggers.get(model.key);
  }

  /** The flows that call a request. */
  callers({ model }: LoadedChannel): readonly LoadedFlow[] {
    return this.#callers.get(model.key) ?? [];
  }

  /** The operations of an id. */
  operations(id: string): readonly LoadedOperation[] {
    return this.#operations.get(id) ?? [];
  }

  /** Whether a message belongs to no application. */
  isShared({ place }: LoadedMessage): boolean {
    return !this.#documents.has(place.file);
  }

  channelsOf(message: LoadedMessage): readonly LoadedChannel[] {
    return this.#channels.get(message) ?? [];
  }

  /** `info.title`, which several documents may have by mistake. */
  titleOf({ root, app }: AppDocument): string {
    return this.text(this.sources.get(root, 'info', 'title')) ?? app.title;
  }

  /** The whole of a flow's file. */
  placeOf({ model }: LoadedFlow): Place {
    return this.sources.open(model.file) ?? { file: model.file, pointer: '', node: null };
  }

  hasExample(message: LoadedMessage): boolean {
    return this.#shown.has(message);
  }

  /** The record that a message carries; undefined for any other payload. */
  recordOf({ payload }: LoadedMessage): RecordType | undefined {
    const type = payload?.format === 'avro' ? this.set.types.get(payload.name) : undefined;
    return type?.kind === 'record' ? type : undefined;
  }

  /** The named type behind a reference. */
  named(type: AvroType): NamedType | undefined {
    return type.kind === 'reference' ? this.set.types.get(type.name) : undefined;
  }

  /** The file that defines a named type. */
  fileOf(name: string): string | undefined {
    return this.#files.get(name);
  }

  /** The channel of an address, of a key such as `shop/orderPlaced`; undefined where there is none. */
  channelNamed(name: string): LoadedChannel | undefined {
    return this.#named.get(name);
  }

  /** The channels that are versions of one address, oldest first. */
  versions(stem: string): readonly LoadedChannel[] {
    return this.#versions.get(stem) ?? [];
  }

  /** A fact of the channel's `x-vyarna`, by its path. */
  fact({ facts }: LoadedChannel, ...path: readonly string[]): Place | undefined {
    return this.sources.get(facts.place, ...path);
  }

  /** The text of a fact; undefined where it is absent or no text. */
  text(place: Place | undefined): string | undefined {
    const value = this.sources.scalar(place);
    return typeof value === 'string' ? value : undefined;
  }

  /** What one binding of Kafka says of a channel, a message or an operation, traits included. */
  kafka({ place, traits = [] }: { readonly place: Place; readonly traits?: readonly Place[] }, ...path: readonly string[]): Place | undefined {
    for (const layer of [place, ...traits.toReversed()]) {
      const found = this.sources.get(layer, 'bindings', 'kafka', ...path);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

const grouped = <Key, Value>(pairs: readonly (readonly [Key, Value])[]): ReadonlyMap<Key, readonly Value[]> => {
  const groups = new Map<Key, Value[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
};
