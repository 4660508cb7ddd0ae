import { isDeepStrictEqual } from 'node:util';
import { didYouMean } from '@vyarna/avro';
import type { OperationModel } from '@vyarna/contract';
import { type App, findApp } from '../app.ts';
import { messageBlock } from '../contract/blocks.ts';
import { recordText } from '../contract/schema-file.ts';
import { exampleText } from '../entity/add-entity.ts';
import { type AvroField, avroFieldOf, withNamedTypes } from '../fields/avro-field.ts';
import type { FieldSpec } from '../fields/field-spec.ts';
import { sampleRecord } from '../fields/sample.ts';
import { addTrigger } from '../flow/add-trigger.ts';
import { addFlow } from '../flow/flow-file.ts';
import { type NextStep, served } from '../next-step.ts';
import { type RequestName, requestName, requestWords } from '../request/request-name.ts';
import { checkRoute, isMinted, type Route, successOf } from '../request/route.ts';
import { ScaffoldError } from '../scaffold-error.ts';
import { addMember, fieldsOf, lookupIn, type Scaffolding } from '../scaffolding.ts';
import { capitalized } from '../text/words.ts';

export interface NewFlow {
  /** `approve-invoice` */
  readonly name: string;
  readonly app: string;
  /** What starts it; undefined is refused, as only the gateway starts flows. */
  readonly route: Route | undefined;
  /** Operation ids, in the order of the calls. */
  readonly calls: readonly string[];
  /** What it is given beside what its calls need. */
  readonly fields: readonly FieldSpec[];
}

/** Adds a flow of calls one after the other, its trigger and its route. What the calls need is what it is given. */
export const addFlowOfCalls = (scaffolding: Scaffolding, wanted: NewFlow): readonly NextStep[] => {
  const { bundle, draft } = scaffolding;
  const app = findApp(bundle, wanted.app);
  const flow = requestName(wanted.name);
  const { route } = wanted;
  if (flow.kebab in bundle.flows) throw new ScaffoldError('EXISTS', `There is a flow ${flow.kebab} already, in ${bundle.flows[flow.kebab]?.file}.`);
  if (route === undefined) throw new ScaffoldError('INVALID', 'A flow is started over HTTP: give --post with a path.');
  const calls = wanted.calls.map((id) => callable(scaffolding, id));
  const last = calls.at(-1);
  if (last === undefined) throw new ScaffoldError('INVALID', `Say what the flow calls: --call ${callableIds(scaffolding)[0] ?? 'createInvoice'}.`);
  const place = { namespace: app.namespace, record: flow.pascal, doc: `As whoever asks to ${requestWords(flow)} gives it.` };
  const fields = merged([...calls.flatMap(({ fields: needed }) => needed), ...wanted.fields.map((spec) => avroFieldOf(spec, place))]);
  checkRoute(bundle, route, fields);

  const words = requestWords(flow);
  const message = `${app.folder}.${flow.subject}.${flow.action}.v${flow.version}`;
  if (message in bundle.messages) throw new ScaffoldError('EXISTS', `There is a message ${message} already: give the flow another name.`);
  const orderedBy = calls.map(({ orderedBy: key }) => key).find((key) => key !== null) ?? undefined;
  addInput(scaffolding, app, { flow, words, message, fields, keyedByUuid: orderedBy !== undefined });
  addTrigger(scaffolding, app, { name: flow, message: flow.pascal, orderedBy, permission: `can-${flow.kebab}`, route, isRead: false });
  addFlow(scaffolding, app, {
    name: flow.kebab,
    title: capitalized(words),
    message,
    calls: calls.map(({ operation, fields: needed }) => ({ operation: operation.id, fields: needed.map(({ name }) => name) })),
    output: last.answer,
  });
  const sample = sampleRecord(fields, lookupIn(scaffolding));
  draft.create(
    `contracts/${app.folder}/examples/${flow.kebab}/typical.json`,
    exampleText('typical', `What the flow to ${words} is mostly given.`, sample),
  );
  const minted = isMinted(route, successOf(flow, route), orderedBy);
  return [
    { open: `flow-manager/flows/${app.folder}/${flow.kebab}.yaml`, why: 'it makes the calls one after the other; add what lies between them' },
    served(route, Object.fromEntries(Object.entries(sample).filter(([name]) => !(minted && name === orderedBy)))),
  ];
};

interface Call {
  readonly operation: OperationModel;
  readonly fields: readonly AvroField[];
  readonly orderedBy: string | null;
  /** Full name of the record it is answered with. */
  readonly answer: string;
}

const callable = (scaffolding: Scaffolding, id: string): Call => {
  const { operations, channels, messages } = scaffolding.bundle;
  const operation = operations[id];
  const request = messages[operation?.messages[0] ?? '']?.payload;
  const ids = callableIds(scaffolding);
  if (operation === undefined || !ids.includes(id) || request === undefined || request === null) {
    throw new ScaffoldError('MISSING', `No flow can call ${id}. ${didYouMean(id, ids, `There is: ${ids.join(', ')}.`)}`);
  }
  const answers = (operation.reply?.messages ?? []).map((name) => messages[name]?.payload);
  const answer = answers.find((payload): payload is string => typeof payload === 'string' && !payload.endsWith('.ErrorReply')) ?? '';
  const fields = fieldsOf(scaffolding, request).map(withNamedTypes);
  return { operation, fields, orderedBy: channels[operation.channel]?.orderingKey ?? null, answer };
};

const callableIds = ({ bundle }: Scaffolding): readonly string[] =>
  Object.values(bundle.operations)
    .filter(({ action, reply, channel }) => action === 'receive' && reply !== null && bundle.channels[channel]?.kind === 'request')
    .map(({ id }) => id);

/** Each name once; two calls that mean different things by one name are refused. */
const merged = (fields: readonly AvroField[]): readonly AvroField[] => {
  const byName = new Map<string, AvroField>();
  for (const field of fields) {
    const other = byName.get(field.name);
    if (other !== undefined && !isDeepStrictEqual(other.type, field.type)) {
      throw new ScaffoldError(
        'INVALID',
        `Two calls take a field ${field.name} of different types: make the flow with one of them, and add the other call by hand.`,
      );
    }
    if (other === undefined) byName.set(field.name, field);
  }
  return [...byName.values()];
};

interface Input {
  readonly flow: RequestName;
  readonly words: string;
  readonly message: string;
  readonly fields: readonly AvroField[];
  readonly keyedByUuid: boolean;
}

const addInput = (scaffolding: Scaffolding, app: App, { flow, words, message, fields, keyedByUuid }: Input): void => {
  const { kebab: schema, pascal: id } = flow;
  const summary = `Asks to ${words}.`;
  scaffolding.draft.create(
    `contracts/${app.folder}/schemas/${schema}.avsc`,
    recordText({ name: id, namespace: app.namespace, doc: summary, fields }),
  );
  const block = messageBlock({ id, name: message, summary, schema, travels: 'by topic', keyedByUuid });
  addMember(scaffolding, app.document, ['components', 'messages'], id, block);
};
