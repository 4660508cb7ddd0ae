import { type App, findApp } from '../app.ts';
import { channelBlock, messageBlock, receiveBlock } from '../contract/blocks.ts';
import { recordText } from '../contract/schema-file.ts';
import { exampleText } from '../entity/add-entity.ts';
import { entityNames, findEntity } from '../entity/entity.ts';
import type { FieldSpec } from '../fields/field-spec.ts';
import { addTrigger } from '../flow/add-trigger.ts';
import { addFlow } from '../flow/flow-file.ts';
import { type NextStep, served } from '../next-step.ts';
import { planAct } from '../request/actions/act.ts';
import { planAnswer } from '../request/actions/answer.ts';
import { planCreate } from '../request/actions/create.ts';
import { planGet } from '../request/actions/get.ts';
import { planGetHistory } from '../request/actions/get-history.ts';
import { planGetMany } from '../request/actions/get-many.ts';
import { planUpdate } from '../request/actions/update.ts';
import { type RequestName, requestName } from '../request/request-name.ts';
import type { RequestPlan, RequestWanted } from '../request/request-plan.ts';
import { checkRoute, httpFacts, isMinted, type Route, successOf } from '../request/route.ts';
import { ScaffoldError } from '../scaffold-error.ts';
import { addMember, addOperation, replyHeaderOf, type Scaffolding } from '../scaffolding.ts';
import { addHandler, ensureDependencies, hasService } from '../service/service.ts';
import { capitalized, wordsOf } from '../text/words.ts';

export interface NewRequest {
  /** `create-invoice`, with `-v2` for a later version. */
  readonly name: string;
  readonly app: string;
  readonly route?: Route | undefined;
  readonly fields: readonly FieldSpec[];
  /** Of the answer, where that is no entity. */
  readonly reply: readonly FieldSpec[];
  /** Whether a read too comes through a flow; what changes something and has a route always does. */
  readonly flow: boolean;
}

const TOPIC = { partitions: 12, replicas: 3 };

/** Adds a request: contract, example, handler and test, and behind HTTP its route, with a trigger and a flow where it changes something. */
export const addRequest = (scaffolding: Scaffolding, wanted: NewRequest): readonly NextStep[] => {
  const app = findApp(scaffolding.bundle, wanted.app);
  const request = requestName(wanted.name);
  refuseKnown(scaffolding, app, request);
  const isRead = wanted.route?.method === 'get';
  const plan = planOf({ scaffolding, app, request, specs: wanted.fields, replySpecs: wanted.reply, isRead });
  if (plan.isMutating && isRead) throw new ScaffoldError('INVALID', `${request.kebab} changes something, so it cannot be a get: use --post.`);
  if (wanted.flow && wanted.route === undefined) throw new ScaffoldError('INVALID', 'A flow is started over HTTP: give --post with a path.');
  if (wanted.route !== undefined) checkRoute(scaffolding.bundle, wanted.route, plan.fields);

  const throughFlow = wanted.route !== undefined && (plan.isMutating || wanted.flow);
  addContract(scaffolding, app, request, plan, throughFlow ? undefined : wanted.route);
  if (wanted.route !== undefined && throughFlow) {
    addTrigger(scaffolding, app, {
      name: request,
      message: request.pascal,
      orderedBy: plan.orderedBy,
      permission: plan.permission,
      route: wanted.route,
      isRead: !plan.isMutating,
    });
    addFlow(scaffolding, app, {
      name: request.kebab,
      title: capitalized(wordsOf(request.kebab)),
      message: messageName(app, request, plan),
      calls: [{ operation: request.camel, fields: plan.fields.map(({ name }) => name) }],
      output: plan.reply.record,
    });
  }
  scaffolding.draft.create(
    `contracts/${app.folder}/examples/${request.kebab}/typical.json`,
    exampleText('typical', `A request as it mostly looks: ${plan.asks.charAt(0).toLowerCase()}${plan.asks.slice(1)}`, plan.sample),
  );
  return nextSteps(scaffolding, app, request, plan, wanted.route);
};

const planOf = (wanted: RequestWanted): RequestPlan => {
  const { scaffolding, app, request } = wanted;
  switch (request.action) {
    case 'create':
      return planCreate(wanted);
    case 'get':
      return planGet(wanted);
    case 'get-many':
      return planGetMany(wanted);
    case 'get-history':
      return planGetHistory(wanted);
    case 'update':
      return planUpdate(wanted);
    default: {
      const isEntity = entityNames(scaffolding, app).includes(request.subject);
      const entity = isEntity && !wanted.isRead ? findEntity(scaffolding, app, request.subject) : undefined;
      return entity === undefined ? planAnswer(wanted) : planAct(wanted, entity);
    }
  }
};

const refuseKnown = ({ bundle }: Scaffolding, app: App, { kebab, camel }: RequestName): void => {
  const operation = bundle.operations[camel];
  if (operation !== undefined) throw new ScaffoldError('EXISTS', `${operation.app} receives ${camel} already, on ${operation.channel}.`);
  const channel = Object.values(bundle.channels).find(({ address }) => address === `${kebab}-entity` || address === `${kebab}-flow`);
  if (channel !== undefined)
    throw new ScaffoldError('EXISTS', `${channel.address} is a topic of ${channel.app} already, not one to add to ${app.title}.`);
};

const messageName = (app: App, { action, version }: RequestName, { about }: RequestPlan): string => `${app.folder}.${about}.${action}.v${version}`;

const keyFact = ({ orderedBy }: RequestPlan): string => (orderedBy === undefined ? 'traceId' : `payload.${orderedBy}`);

const addContract = (scaffolding: Scaffolding, app: App, request: RequestName, plan: RequestPlan, route: Route | undefined): void => {
  const { kebab, camel, pascal } = request;
  const { draft } = scaffolding;
  const schema = recordText({ name: pascal, namespace: app.namespace, doc: plan.asks, fields: plan.fields });
  draft.create(`contracts/${app.folder}/schemas/${kebab}.avsc`, schema);
  const facts = {
    kind: 'request',
    lifecycle: 'active',
    orderingKey: keyFact(plan),
    ...(route === undefined ? {} : { http: httpFacts(route, 200) }),
    permission: plan.permission,
    ...(route === undefined ? {} : { quota: plan.isMutating ? 'write' : 'read' }),
    ...(plan.isMutating ? { mutating: true } : {}),
    timeout: plan.isMutating ? '30s' : '10s',
  };
  const channel = `${camel}Entity`;
  const messages = { [pascal]: `#/components/messages/${pascal}` };
  const add = (path: readonly string[], key: string, block: string): void => addMember(scaffolding, app.document, path, key, block);
  add(
    ['channels'],
    channel,
    channelBlock({ id: channel, address: `${kebab}-entity`, summary: plan.does, server: 'kafka', messages, kafka: TOPIC, facts }),
  );
  const reply = { header: replyHeaderOf(scaffolding), channel: plan.reply.channel, message: plan.reply.message };
  addOperation(scaffolding, app, camel, receiveBlock({ id: camel, summary: plan.does, channel, app: app.title, reply }));
  const name = messageName(app, request, plan);
  const keyedByUuid = plan.orderedBy !== undefined;
  add(['components', 'messages'], pascal, messageBlock({ id: pascal, name, summary: plan.asks, schema: kebab, travels: 'by topic', keyedByUuid }));

  if (!hasService(scaffolding, app)) {
    draft.tell(`services/${app.folder}: there is none, so ${camel} has no handler yet.`);
    return;
  }
  addHandler(scaffolding, app, {
    file: kebab,
    register: `register${pascal}`,
    text: plan.handler,
    test: plan.test,
    operation: camel,
    what: plan.what,
  });
  ensureDependencies(scaffolding, app, plan.dependencies);
};

const nextSteps = (scaffolding: Scaffolding, app: App, request: RequestName, plan: RequestPlan, route: Route | undefined): readonly NextStep[] => {
  const steps: NextStep[] = [];
  const handler = `${app.source}/handlers/${request.kebab}.ts`;
  if (hasService(scaffolding, app)) {
    const left = plan.toFill === undefined ? 'works as it is; change it here' : `say ${plan.toFill}: until then it answers 501`;
    steps.push({ open: handler, why: left });
  }
  if (route !== undefined) {
    const minted = isMinted(route, successOf(request, route), plan.orderedBy);
    steps.push(served(route, Object.fromEntries(Object.entries(plan.sample).filter(([name]) => !(minted && name === plan.orderedBy)))));
  }
  return steps;
};
