import { relative } from 'node:path/posix';
import type { AppDocument, ContractSet, DerivedOperation, LoadedChannel, Place } from '@vyarna/loader';
import { targetOf } from '@vyarna/loader';
import type { GeneratedFile } from './generated-file.ts';
import type { RenderCache } from './render-cache.ts';
import { yamlFile } from './yaml-file.ts';

type Data = { readonly [key: string]: unknown };

/**
 * The documents of the flow manager and the gateway, complete: what is written by hand and what follows from flows and routes.
 * `out` is the output folder, relative to the repository: references lead from there to the contracts.
 */
export const emitAsyncApi = (set: ContractSet, out: string, cache: RenderCache): readonly GeneratedFile[] => {
  const apps = new Set(set.derived.operations.map(({ model }) => model.app));
  return set.documents
    .filter(({ app }) => apps.has(app.title))
    .map((document) => {
      const path = `asyncapi/${document.app.title.replaceAll(/[/\\:]/g, '-')}.yaml`;
      const value = new Derivation(set, document, `${out}/asyncapi`).document();
      return yamlFile(path, `${document.file}, flows and routes`, value, cache);
    });
};

class Derivation {
  readonly #set: ContractSet;
  readonly #document: AppDocument;
  readonly #folder: string;
  /** Names of channels in the derived document, by the channel's key. */
  readonly #names = new Map<string, string>();

  constructor(set: ContractSet, document: AppDocument, folder: string) {
    this.#set = set;
    this.#document = document;
    this.#folder = folder;
  }

  document(): Data {
    const { sources, derived } = this.#set;
    const { root } = this.#document;
    const own = this.#set.channels.filter(({ document }) => document === this.#document);
    for (const { id, model } of own) this.#names.set(model.key, id);
    const operations = derived.operations.filter(({ model }) => model.app === this.#document.app.title);
    const foreign = new Map(
      operations.flatMap(({ channel, replyChannel }) =>
        [channel, ...(replyChannel === null ? [] : [replyChannel])].map((each) => [each.model.key, each]),
      ),
    );
    for (const channel of own) foreign.delete(channel.model.key);
    const taken = new Set(this.#names.values());
    for (const { id, model, document } of foreign.values()) {
      const name = taken.has(id) ? `${document.app.folder}_${id}` : id;
      taken.add(name);
      this.#names.set(model.key, name);
    }
    const written = sources.entries(sources.get(root, 'operations')).map(([id, place]) => [id, this.#rebased(place)]);
    const servers = sources.entries(sources.get(root, 'servers')).map(([name]) => [name, this.#refer(root.file, `/servers/${name}`)]);
    return {
      asyncapi: sources.scalar(sources.get(root, 'asyncapi')),
      id: sources.scalar(sources.get(root, 'id')),
      info: sources.value(sources.get(root, 'info')),
      servers: Object.fromEntries(servers),
      channels: Object.fromEntries([
        ...own.map((channel) => [channel.id, this.#ownChannel(channel)]),
        ...[...foreign.values()].map((channel) => [this.#names.get(channel.model.key), this.#reference(channel.place)]),
      ]),
      operations: {
        ...Object.fromEntries(written),
        ...Object.fromEntries(operations.map((operation) => [operation.model.id, this.#operation(operation)])),
      },
    };
  }

  /** A reply topic lists what flows and routes make arrive there; any other channel is as it is written. */
  #ownChannel(channel: LoadedChannel): unknown {
    const { sources, derived } = this.#set;
    const arriving = [...new Set(derived.replies.get(channel.model.key))].filter((message) => !channel.messages.includes(message));
    if (arriving.length === 0) return this.#reference(channel.place);
    const raw = this.#rebased(channel.place) as Data;
    const written = this.#rebased(sources.get(channel.place, 'messages') ?? channel.place) as Data;
    const messages = new Map(Object.entries(written));
    for (const { place, model } of arriving.toSorted((a, b) => (a.place.pointer < b.place.pointer ? -1 : 1))) {
      const name = place.pointer.split('/').at(-1) ?? '';
      messages.set(messages.has(name) ? `${model.app}_${name}` : name, this.#reference(place));
    }
    return { ...raw, messages: Object.fromEntries(messages) };
  }

  #operation({ model, channel, replyChannel }: DerivedOperation): Data {
    const { group, reply } = model;
    const name = this.#names.get(channel.model.key);
    return {
      action: model.action,
      channel: { $ref: `#/channels/${name}` },
      ...(group === null ? {} : { bindings: { kafka: { groupId: { type: 'string', const: group }, bindingVersion: '0.5.0' } } }),
      ...(reply === null || replyChannel === null ? {} : { reply: this.#reply(replyChannel, reply.messages) }),
      'x-vyarna-derived-from': model.derivedFrom,
    };
  }

  #reply(channel: LoadedChannel, messages: readonly string[]): Data {
    const name = this.#names.get(channel.model.key);
    const { sources } = this.#set;
    const keys = sources
      .entries(sources.get(channel.place, 'messages'))
      .filter((_, index) => messages.includes(channel.messages[index]?.model.name ?? ''));
    return {
      address: { location: this.#replyLocation() },
      channel: { $ref: `#/channels/${name}` },
      messages: keys.map(([key]) => ({ $ref: `#/channels/${name}/messages/${key}` })),
    };
  }

  /** Where a request says what its reply's address is: as the operations of the contracts say it. */
  #replyLocation(): unknown {
    const { sources, operations } = this.#set;
    for (const { place } of operations) {
      const location = sources.scalar(sources.get(place, 'reply', 'address', 'location'));
      if (location !== undefined) return location;
    }
    return undefined;
  }

  #reference({ file, pointer }: Place): Data {
    return this.#refer(file, pointer);
  }

  #refer(file: string, pointer: string): Data {
    return { $ref: `${relative(this.#folder, file)}#${pointer}` };
  }

  /** As written, with references that lead to the same things from the derived document. */
  #rebased(place: Place): unknown {
    const rebase = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(rebase);
      if (value === null || typeof value !== 'object') return value;
      const reference = (value as Data)['$ref'];
      if (typeof reference !== 'string') return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, rebase(member)]));
      const isOwn = place.file === this.#document.file && /^#\/(channels|servers)\//.test(reference);
      const { file, pointer } = targetOf(place.file, reference);
      return isOwn ? value : this.#refer(file, pointer);
    };
    return rebase(this.#set.sources.raw(place));
  }
}
