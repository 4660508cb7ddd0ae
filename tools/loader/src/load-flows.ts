import { didYouMean } from '@vyarna/avro';
import type { ChannelKind, FlowModel } from '@vyarna/contract';
import { type Flow, type FlowContracts, type FlowExpression, type FlowRule, type FlowSource, tasksOf } from '@vyarna/contract/flow';
import { checkFlowAgain, type FlowFile, readFlowFile } from './check-flow-again.ts';
import { isCallable } from './flow-contracts.ts';
import type { Channels, LoadedChannel, Loading } from './load-channels.ts';
import type { LoadedMessage } from './load-messages.ts';
import type { LoadedOperation } from './load-operations.ts';

export interface LoadedFlow {
  readonly model: FlowModel;
  /** The definition, and where its parts stand. */
  readonly source: FlowSource;
  readonly trigger: LoadedChannel;
  readonly calls: readonly LoadedOperation[];
  /** The message that a success is answered with, and the reply channel that has it. */
  readonly answer: { readonly channel: LoadedChannel; readonly message: LoadedMessage };
  /** In the order of the file, each with the contract fields it reads. */
  readonly expressions: readonly FlowExpression[];
}

/** What flows are checked against. */
interface Surroundings {
  readonly loading: Loading;
  readonly channels: Channels;
  readonly operations: readonly LoadedOperation[];
  readonly contracts: FlowContracts;
}

/** What flows ask for, by what they ask with. */
interface Lookups {
  /** Trigger channels, by the message that is sent there. */
  readonly triggers: ReadonlyMap<string, readonly LoadedChannel[]>;
  /** Reply messages, by what they carry. */
  readonly answers: ReadonlyMap<string, readonly LoadedFlow['answer'][]>;
  readonly callable: ReadonlyMap<string, LoadedOperation>;
}

const lookupsOf = ({ channels, operations }: Surroundings): Lookups => {
  const of = (kind: ChannelKind): readonly LoadedChannel[] => channels.all.filter(({ model }) => model.kind === kind);
  const triggers = of('trigger').flatMap((channel) => channel.model.messages.map((message) => ({ message, channel })));
  const answers = of('reply').flatMap((channel) => (channel.model.address === null ? channel.messages.map((message) => ({ channel, message })) : []));
  return {
    triggers: new Map([...Map.groupBy(triggers, ({ message }) => message)].map(([message, found]) => [message, found.map(({ channel }) => channel)])),
    answers: Map.groupBy(answers, ({ message }) => message.model.payload ?? ''),
    callable: new Map(operations.filter(isCallable).map((operation) => [operation.model.id, operation])),
  };
};

/** Reads the flows, and refuses what the flow manager would refuse at its start: both read and check with the same code. */
export const loadFlows = (folder: string, surroundings: Surroundings): readonly LoadedFlow[] => {
  const { sources } = surroundings.loading;
  const lookups = lookupsOf(surroundings);
  const flows: LoadedFlow[] = [];
  for (const file of sources.filesBelow(folder, '.yaml')) {
    const yaml = sources.tree(file);
    if (yaml === undefined || yaml.broken) continue;
    const { root, positionAt } = yaml;
    // Of the file alone, so that it can be kept: its own positions, not those of all sources.
    const read = () => readFlowFile({ file, text: sources.text(file), root, positionAt });
    const flow = loadFlow(surroundings, lookups, sources.derive('flow', { file, pointer: '', node: root }, [], read));
    if (flow === undefined) continue;
    const twin = flows.find(({ model, trigger }) => model.name === flow.model.name || trigger === flow.trigger);
    if (twin === undefined) flows.push(flow);
    else {
      const message = `The flow ${twin.model.name} in ${twin.model.file} has this name or trigger already.`;
      sources.report(flow.source.positionOf({ path: ['document', 'name'] }), 'DUPLICATE_FLOW', message);
    }
  }
  return flows;
};

const loadFlow = ({ loading, contracts }: Surroundings, lookups: Lookups, file: FlowFile): LoadedFlow | undefined => {
  const { findings } = loading.sources;
  const { source, read } = file;
  findings.push(...source.findings);
  const flow = read.draft;
  const start = flow === null ? undefined : startOf(loading, lookups, source, flow);
  const checked = checkFlowAgain(file, contracts, start?.input ?? null);
  findings.push(...checked.findings);
  if (flow === null) return undefined;
  const called = new Set([...tasksOf(flow.tasks)].map((task) => (task.kind === 'call' ? task.operation : '')));
  const calls = [...called].flatMap((id) => lookups.callable.get(id) ?? []).sort(byId);
  const answer = answerOf(loading, lookups, source, flow.output, calls);
  if (start === undefined || answer === undefined) return undefined;
  const { trigger, input } = start;
  const model: FlowModel = {
    name: flow.name,
    file: source.file,
    channel: trigger.model.key,
    input,
    output: flow.output,
    calls: calls.map((call) => call.model.id),
  };
  return { model, source, trigger, calls, answer, expressions: checked.expressions };
};

const byId = (a: LoadedOperation, b: LoadedOperation): number => (a.model.id < b.model.id ? -1 : 1);

const reportTo =
  ({ sources }: Loading, source: FlowSource) =>
  (path: readonly string[], rule: FlowRule, message: string, hint?: string) =>
    sources.report(source.positionOf({ path }), rule, message, hint);

/** The trigger channel with the message that starts the flow; where several have it, the one whose address is the flow's name. */
const startOf = (
  loading: Loading,
  { triggers: byMessage }: Lookups,
  source: FlowSource,
  { name, triggerType: type }: Flow,
): { readonly trigger: LoadedChannel; readonly input: string } | undefined => {
  if (name === '' || type === '') return undefined;
  const report = reportTo(loading, source);
  const at = ['schedule', 'on', 'one', 'with', 'type'];
  const triggers = byMessage.get(type) ?? [];
  const [trigger] = triggers.length === 1 ? triggers : triggers.filter(({ model }) => model.address === `${name}-flow`);
  if (trigger === undefined) {
    report(at, 'UNKNOWN_TRIGGER', `No trigger channel of the contracts starts ${name} with ${type}.`);
    return undefined;
  }
  const input = trigger.messages.find(({ model }) => model.name === type)?.model.payload;
  if (input != null) return { trigger, input };
  report(at, 'UNKNOWN_TRIGGER', `${type} has no payload, so ${name} would have no input.`, 'Give the message a payload, if only an empty record.');
  return undefined;
};

/** The reply message that carries the record; of several, the one that a called operation answers with. */
const answerOf = (
  loading: Loading,
  { answers: byPayload }: Lookups,
  source: FlowSource,
  output: string,
  calls: readonly LoadedOperation[],
): LoadedFlow['answer'] | undefined => {
  if (output === '') return undefined;
  const report = reportTo(loading, source);
  const at = ['output', 'schema', 'document'];
  if (loading.types.get(output)?.kind !== 'record') {
    const records = loading.types.values().flatMap(({ kind, name }) => (kind === 'record' ? [name] : []));
    const hint = didYouMean(output, records, 'Give the full name of the record that a success answers with.');
    report(at, 'UNKNOWN_OUTPUT', `There is no record ${output}.`, hint);
    return undefined;
  }
  const answers = byPayload.get(output) ?? [];
  const called = new Set(calls.flatMap(({ model }) => model.reply?.messages ?? []));
  const own = answers.filter(({ message }) => called.has(message.model.name));
  const candidates = answers.length > 1 && own.length > 0 ? own : answers;
  const [answer] = candidates;
  if (answer !== undefined && candidates.length === 1) return answer;
  const problem = answer === undefined ? 'No message' : 'More than one message';
  report(at, 'UNKNOWN_OUTPUT', `${problem} of the reply channels carries ${output}, so the flow's answer is not known.`);
  return undefined;
};
