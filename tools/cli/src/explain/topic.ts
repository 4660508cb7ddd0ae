import {
  type ChannelModel,
  type Contracts,
  deadLetterTopic,
  type FlowModel,
  type OperationModel,
  type RouteModel,
  topicsOfChannel,
} from '@vyarna/contract';
import type { ContractSet, Place } from '@vyarna/loader';
import type { NamedTopic } from '../topic-names.ts';
import { type Compatibility, compatibilityOf } from './compatibility.ts';
import { type TypeTree, typeTree } from './type-tree.ts';

/** What the contracts say of a topic, in one piece. */
export interface TopicTree {
  readonly explains: 'topic';
  /** Null for a channel without an address of its own. */
  readonly topic: string | null;
  /** As the contracts have it, with every default. */
  readonly channel: ChannelModel;
  /** `file:line:column`. */
  readonly place: string;
  readonly version: number;
  readonly compatibility: Compatibility;
  readonly senders: readonly Party[];
  readonly receivers: readonly Party[];
  /** On a reply channel: the operations that answer here. */
  readonly answering: readonly Party[];
  readonly replies: readonly MessageTree[];
  readonly routes: readonly RouteModel[];
  readonly flows: readonly FlowModel[];
  readonly messages: readonly MessageTree[];
}

/** An application's part in a topic. */
export interface Party {
  readonly app: string;
  readonly operation: string;
  readonly group: string | null;
  /** Where its messages end that it cannot handle. */
  readonly deadLetterTopic?: string;
  /** Where it is stated, or what it follows from. */
  readonly from: string;
}

export interface MessageTree {
  readonly name: string;
  readonly summary: string;
  /** Its subjects in the schema registry. */
  readonly subjects: readonly string[];
  readonly payload: TypeTree | null;
}

export const explainTopic = (set: ContractSet, contracts: Contracts, { topic, channel }: NamedTopic): TopicTree => {
  const { bundle } = contracts;
  const operations = Object.values(bundle.operations);
  const here = operations.filter((operation) => operation.channel === channel.key);
  const loaded = set.channels.find(({ model }) => model.key === channel.key);
  if (loaded === undefined) throw new Error(`The contracts have no channel ${channel.key}.`);
  const party = (operation: OperationModel): Party => partyOf(set, operation, channel);
  const message = (name: string): MessageTree => messageTree(contracts, name, channel);
  const answers = here.flatMap(({ action, reply }) => (action === 'receive' ? (reply?.messages ?? []) : []));
  return {
    explains: 'topic',
    topic,
    channel,
    place: placeText(set, loaded.place),
    version: versionOf(channel),
    compatibility: compatibilityOf(set, loaded),
    senders: here.filter(({ action }) => action === 'send').map(party),
    receivers: here.filter(({ action }) => action === 'receive').map(party),
    answering: operations.filter(({ reply }) => reply?.channel === channel.key).map(party),
    replies: [...new Set(answers)].map(message),
    routes: bundle.routes.filter((route) => route.channel === channel.key),
    flows: Object.values(bundle.flows).filter((flow) => flow.channel === channel.key || here.some(({ id }) => flow.calls.includes(id))),
    messages: channel.messages.map(message),
  };
};

const placeText = (set: ContractSet, at: Place): string => {
  const { file, line, column } = set.sources.positionOf(at);
  return `${file}:${line}:${column}`;
};

export const partyOf = (set: ContractSet, operation: OperationModel, channel: ChannelModel): Party => {
  const stated = set.operations.find(({ model }) => model.id === operation.id);
  const [topic] = channel.server === 'kafka' && channel.key === operation.channel ? topicsOfChannel(channel) : [];
  return {
    app: operation.app,
    operation: operation.id,
    group: operation.group,
    ...(operation.group === null || topic === undefined ? {} : { deadLetterTopic: deadLetterTopic(operation.group, topic) }),
    from: operation.derivedFrom ?? (stated === undefined ? '' : placeText(set, stated.place)),
  };
};

export const messageTree = (contracts: Contracts, name: string, channel?: ChannelModel): MessageTree => {
  const { summary, payload } = contracts.message(name);
  const topics = channel === undefined ? [] : topicsOfChannel(channel);
  return {
    name,
    summary,
    subjects: [...new Set((topics.length === 0 ? [''] : topics).map((topic) => contracts.subjectOf(name, topic)))],
    payload: payload === null ? null : typeTree(contracts, payload),
  };
};

/** Names without a version are of the first. */
const versionOf = ({ address, key }: ChannelModel): number => Number(/[.-]v(\d+)(?=$|[.-])/.exec(address ?? key)?.[1] ?? 1);
