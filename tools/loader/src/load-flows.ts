import type { FlowModel } from '@vyarna/contract';
import { filesBelow } from './contract-files.ts';
import { Facts } from './facts.ts';
import type { Channels, LoadedChannel, Loading } from './load-channels.ts';
import type { LoadedMessage } from './load-messages.ts';
import type { LoadedOperation } from './load-operations.ts';
import type { Place } from './sources.ts';

export interface LoadedFlow {
  readonly model: FlowModel;
  readonly place: Place;
  readonly trigger: LoadedChannel;
  readonly calls: readonly LoadedOperation[];
  /** The message that a success is answered with, and the reply channel that has it. */
  readonly answer: { readonly channel: LoadedChannel; readonly message: LoadedMessage };
}

/** What a flow's definition is checked against. */
interface Surroundings {
  readonly loading: Loading;
  readonly channels: Channels;
  readonly operations: readonly LoadedOperation[];
}

/** Reads of each flow what the contracts must know: what starts it, whom it calls, what it answers. The rest is the flow manager's to check. */
export const loadFlows = (root: string, folder: string, surroundings: Surroundings): readonly LoadedFlow[] => {
  const { sources } = surroundings.loading;
  const byName = new Map<string, LoadedFlow>();
  for (const file of filesBelow(root, folder, '.yaml')) {
    const place = sources.open(file);
    const flow = place && readFlow(surroundings, file, place);
    if (flow === undefined) continue;
    const twin = byName.get(flow.model.name) ?? [...byName.values()].find(({ trigger }) => trigger.model.key === flow.trigger.model.key);
    if (twin === undefined) byName.set(flow.model.name, flow);
    else sources.report(flow.place, 'DUPLICATE_FLOW', `The flow ${twin.model.name} in ${twin.model.file} has this name or trigger already.`);
  }
  return [...byName.values()];
};

const readFlow = (surroundings: Surroundings, file: string, place: Place): LoadedFlow | undefined => {
  const { loading } = surroundings;
  const { sources, types } = loading;
  const document = new Facts(sources, sources.get(place, 'document'));
  const name = document.text('name');
  if (name === undefined) {
    sources.report(document.place ?? place, 'MISSING_NAME', 'A flow must have document.name.');
    return undefined;
  }
  const trigger = triggerOf(surroundings, name, place);
  const calls = callsOf(surroundings, place);
  const schema = new Facts(sources, sources.get(place, 'output', 'schema'));
  const output = schema.text('document');
  if (output === undefined || types.get(output)?.kind !== 'record') {
    const problem = output === undefined ? `The flow ${name} must name the record it answers with` : `There is no record ${output}`;
    sources.report(
      schema.at('document') ?? schema.place ?? place,
      'UNKNOWN_OUTPUT',
      `${problem}.`,
      'In output.schema: { format: avro, document: <full name> }.',
    );
    return undefined;
  }
  const input = trigger?.messages[0]?.model.payload;
  if (trigger === undefined || input === undefined || input === null) return undefined;
  const answer = answerOf(surroundings, output, calls, schema.at('document') ?? place);
  if (answer === undefined) return undefined;
  const model: FlowModel = { name, file, channel: trigger.model.key, input, output, calls: calls.map((call) => call.model.id) };
  return { model, place, trigger, calls, answer };
};

/** The trigger channel with the message that starts the flow; where several have it, the one whose address is the flow's name. */
const triggerOf = ({ loading, channels }: Surroundings, name: string, place: Place): LoadedChannel | undefined => {
  const { sources } = loading;
  const start = new Facts(sources, sources.get(place, 'schedule', 'on', 'one', 'with'));
  const [type, flowType] = [start.text('type'), start.text('flowtype')];
  if (start.place === undefined || type === undefined || flowType === undefined) {
    sources.report(start.place ?? place, 'MISSING_TRIGGER', `The flow ${name} must say what starts it: schedule.on.one.with type and flowtype.`);
    return undefined;
  }
  if (flowType !== name)
    sources.report(start.at('flowtype') ?? place, 'FLOW_TYPE', `The flowtype must be the flow's name, ${name}, not ${flowType}.`);
  const triggers = channels.all.filter(({ model }) => model.kind === 'trigger' && model.messages.includes(type));
  const [only] = triggers.length === 1 ? triggers : triggers.filter(({ model }) => model.address === `${name}-flow`);
  if (only === undefined)
    sources.report(start.at('type') ?? place, 'UNKNOWN_TRIGGER', `No trigger channel of the contracts starts ${name} with ${type}.`);
  return only;
};

/** The operations named by `call`, at any depth, sorted and each once. */
const callsOf = ({ loading, operations }: Surroundings, place: Place): readonly LoadedOperation[] => {
  const { sources } = loading;
  const found = new Map<string, LoadedOperation>();
  const walk = (at: Place): void => {
    for (const [key, member] of sources.entries(at)) {
      const id = key === 'call' ? sources.scalar(member) : undefined;
      if (typeof id === 'string') call(id, member);
      else walk(member);
    }
    for (const item of sources.items(at)) walk(item);
  };
  const call = (id: string, at: Place): void => {
    const operation = operations.find(({ model }) => model.id === id);
    if (operation === undefined) sources.report(at, 'UNKNOWN_CALL', `There is no operation ${id} in the contracts.`);
    else if (operation.reply === null || operation.channel.model.kind !== 'request') {
      sources.report(at, 'UNCALLABLE', `${id} cannot be called: it is not the receiver of a request that is answered.`);
    } else found.set(id, operation);
  };
  const steps = sources.get(place, 'do');
  if (steps !== undefined) walk(steps);
  return [...found.values()].sort((a, b) => (a.model.id < b.model.id ? -1 : 1));
};

/** The reply message that carries the record; of several, the one that a called operation answers with. */
const answerOf = (
  { loading, channels }: Surroundings,
  output: string,
  calls: readonly LoadedOperation[],
  at: Place,
): LoadedFlow['answer'] | undefined => {
  const isReply = (channel: LoadedChannel): boolean => channel.model.kind === 'reply' && channel.model.address === null;
  const answers = channels.all.filter(isReply).flatMap((channel) => {
    return channel.messages.filter(({ model }) => model.payload === output).map((message) => ({ channel, message }));
  });
  const called = new Set(calls.flatMap(({ model }) => model.reply?.messages ?? []));
  const own = answers.filter(({ message }) => called.has(message.model.name));
  const candidates = answers.length > 1 && own.length > 0 ? own : answers;
  const [answer] = candidates;
  if (answer === undefined || candidates.length > 1) {
    const problem = answer === undefined ? 'No message' : 'More than one message';
    loading.sources.report(at, 'UNKNOWN_OUTPUT', `${problem} of the reply channels carries ${output}, so the flow's answer is not known.`);
    return undefined;
  }
  return answer;
};
