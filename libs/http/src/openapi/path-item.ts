/** The description of a path's routes: what they take and answer, as this room carries them out. */
import type { Bundle, ChannelModel, RouteModel } from '@vyarna/contract';
import { entityPathOf } from '../route-table.ts';
import { type AnswerSchema, createAnswerSchema } from './answer-schema.ts';
import { refusalsOf } from './codes.ts';
import { fieldsOf, type RecordField } from './records.ts';
import type { DescriptionSource, MessageExample, Part, References } from './types.ts';

/** A path's description, made when it is asked for. */
export interface PathItem {
  /**
   * All that it is made of, told apart by identity but for texts: of two bundles of the same contracts, before and after an edit, a path with equal parts
   * is described alike, where references are.
   */
  readonly madeOf: readonly unknown[];
  /** The names that it asks `References.type` for; those of an answer that is no reference are among its parts. */
  readonly types: readonly string[];
  describe(references: References): Part;
}

export const createPathItems = (bundle: Bundle, source: DescriptionSource = {}): ((routes: readonly RouteModel[]) => PathItem) => {
  const factsOf = createFacts(bundle, source);
  return (routes) => {
    const all = routes.toSorted((a, b) => METHODS.indexOf(a.method) - METHODS.indexOf(b.method)).map(factsOf);
    return {
      madeOf: all.flatMap(partsOf),
      types: all.flatMap(typesOf),
      describe: (references) =>
        Object.fromEntries(all.map((facts) => [facts.route.method.toLowerCase(), new Operation(facts, references).describe()])),
    };
  };
};

/** All that a route's description is made of. */
interface RouteFacts {
  readonly route: RouteModel;
  readonly operationId: string;
  readonly channel: ChannelModel | undefined;
  /** Of the payload. */
  readonly type: string;
  readonly fields: readonly RecordField[] | undefined;
  /** The path under which what was created is read. */
  readonly createdAt: string | undefined;
  /** What the message that carries the answer says of itself. */
  readonly answerSummary: string | undefined;
  readonly refusals: readonly (readonly [status: string, name: string])[];
  readonly requestExamples: readonly MessageExample[];
  readonly answerExamples: readonly MessageExample[];
  readonly answer: AnswerSchema;
}

/** An answer that is a record without JSON texts is but a reference to it; any other is made of all types. */
const partsOf = ({ refusals, requestExamples, answerExamples, answer, ...plain }: RouteFacts): readonly unknown[] => [
  ...Object.values(plain),
  JSON.stringify([refusals, requestExamples, answerExamples]),
  plain.route.response === null || answer.isReference(plain.route.response) ? null : answer,
];

const typesOf = ({ type, route, answer }: RouteFacts): readonly string[] => {
  const { pathFields, queryFields, bodyFields, response, success } = route;
  const takesFields = pathFields.length + queryFields.length + bodyFields.length > 0;
  return [...(takesFields ? [type] : []), ...(response !== null && success !== 204 && answer.isReference(response) ? [response] : [])];
};

const createFacts = (bundle: Bundle, source: DescriptionSource): ((route: RouteModel) => RouteFacts) => {
  const { messages, channels, operations, routes } = bundle;
  const answer = createAnswerSchema(bundle);
  const operationIds = uniqueIds(routes);
  const answering = Map.groupBy(
    Object.values(operations).filter(({ action }) => action === 'receive'),
    ({ channel }) => channel,
  );
  const examplesOf = (names: readonly string[]): readonly MessageExample[] => names.flatMap((name) => source.examplesOf?.(name) ?? []);
  /** The messages that carry the answer: those with its type among the replies of whoever takes what the route sends. */
  const answerMessages = ({ channel, response }: RouteModel): readonly string[] => {
    const replies = new Set((answering.get(channel) ?? []).flatMap(({ reply }) => reply?.messages ?? []));
    return [...replies].filter((name) => messages[name]?.payload === response).sort();
  };
  return (route) => {
    const channel = channels[route.channel];
    const type = messages[route.message]?.payload ?? '';
    const answers = answerMessages(route);
    const refusals = refusalsOf(bundle, { hasBody: route.bodyFields.length > 0, isTrigger: channel?.kind === 'trigger' });
    return {
      route,
      operationId: operationIds.get(route) ?? route.action,
      channel,
      type,
      fields: fieldsOf(bundle, type),
      createdAt: route.success === 201 ? entityPathOf(route, routes) : undefined,
      answerSummary: answers.map((name) => messages[name]?.summary ?? '').find((text) => text !== ''),
      refusals: refusals.map(({ status, name }) => [String(status), name]),
      requestExamples: examplesOf([route.message]),
      answerExamples: examplesOf(answers),
      answer,
    };
  };
};

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** A flow and an operation may be called alike; then their methods tell them apart. */
const uniqueIds = (routes: readonly RouteModel[]): ReadonlyMap<RouteModel, string> => {
  const uses = Map.groupBy(routes, ({ action }) => action);
  return new Map(
    routes.map((route) => {
      const twins = uses.get(route.action) ?? [];
      const place = twins.length === 1 ? '' : `-${route.method.toLowerCase()}-${twins.indexOf(route) + 1}`;
      return [route, `${route.action}${place}`];
    }),
  );
};

class Operation {
  readonly #facts: RouteFacts;
  readonly #references: References;
  readonly #fields: ReadonlyMap<string, RecordField>;

  constructor(facts: RouteFacts, references: References) {
    this.#facts = facts;
    this.#references = references;
    this.#fields = new Map((facts.fields ?? []).map((field) => [field.name, field]));
  }

  describe(): Part {
    const { operationId, channel, route } = this.#facts;
    const { permission, quota, bodyFields } = route;
    const isOld = channel?.lifecycle === 'deprecated' || channel?.lifecycle === 'retired';
    return {
      operationId,
      ...(channel === undefined || channel.summary === '' ? {} : { summary: channel.summary }),
      tags: [channel?.app ?? ''],
      ...(isOld ? { deprecated: true } : {}),
      parameters: this.#parameters(),
      ...(bodyFields.length === 0 ? {} : { requestBody: this.#requestBody() }),
      responses: { ...this.#success(), ...this.#refusals() },
      'x-vyarna': { permission, ...(quota === null ? {} : { quota }) },
    };
  }

  #component(path: string): Part {
    return { $ref: this.#references.component(path) };
  }

  #field(name: string): Part {
    return { $ref: `${this.#references.type(this.#facts.type)}/properties/${name}` };
  }

  #parameters(): readonly Part[] {
    const parameter = (name: string, place: 'path' | 'query'): Part => {
      const field = this.#fields.get(name);
      return {
        name,
        in: place,
        ...(field === undefined || field.doc === '' ? {} : { description: field.doc }),
        required: place === 'path' || field?.required === true,
        schema: this.#field(name),
      };
    };
    const { pathFields, queryFields } = this.#facts.route;
    return [
      ...pathFields.map((name) => parameter(name, 'path')),
      ...queryFields.map((name) => parameter(name, 'query')),
      this.#component('parameters/Prefer'),
    ];
  }

  #requestBody(): Part {
    const { type, route, requestExamples } = this.#facts;
    const { bodyFields } = route;
    const isWhole = bodyFields.length === this.#fields.size;
    const required = bodyFields.filter((name) => this.#fields.get(name)?.required === true);
    const part = {
      type: 'object',
      properties: Object.fromEntries(bodyFields.map((name) => [name, this.#field(name)])),
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: false,
    };
    const onlyBody = (payload: unknown): Part => Object.fromEntries(Object.entries(payload as Part).filter(([name]) => bodyFields.includes(name)));
    const schema = isWhole ? { $ref: this.#references.type(type) } : part;
    return { required: true, content: { 'application/json': { schema, ...asShown(requestExamples, onlyBody) } } };
  }

  #success(): Part {
    const { route, channel, createdAt } = this.#facts;
    const { success, method } = route;
    const headers = { 'trace-id': this.#component('headers/TraceId') };
    const answer = {
      description: this.#answerDescription(),
      headers: { ...headers, ...(createdAt === undefined ? {} : { Location: { description: 'Where it is read.', schema: { type: 'string' } } }) },
      ...(success === 204 ? {} : { content: { 'application/json': this.#answerContent(method === 'GET') } }),
    };
    return { [String(success)]: answer, ...(channel?.kind === 'trigger' ? { '202': this.#component('responses/Accepted') } : {}) };
  }

  #answerDescription(): string {
    const { route, answerSummary } = this.#facts;
    if (route.success === 204) return 'Done.';
    return answerSummary ?? (route.method === 'GET' ? 'What was asked for.' : 'Done, with the result.');
  }

  #answerContent(isRead: boolean): Part {
    const { route, answer, answerExamples } = this.#facts;
    const { response, action } = route;
    const result = response === null ? { type: 'null' } : answer.schemaOf(response, this.#references);
    const shown = (payload: unknown): unknown => (isRead ? payload : { traceId: `${action}-${EXAMPLE_UUID}`, result: payload });
    const examples = asShown(answerExamples, shown);
    if (isRead) return { schema: result, ...examples };
    const properties = { traceId: this.#component('schemas/TraceId'), result };
    return { schema: { type: 'object', properties, required: ['traceId', 'result'] }, ...examples };
  }

  #refusals(): Part {
    const responses = this.#facts.refusals.map(([status, name]) => [status, this.#component(`responses/${name}`)]);
    return { ...Object.fromEntries(responses), default: this.#component('responses/Problem') };
  }
}

const asShown = (examples: readonly MessageExample[], shown: (payload: unknown) => unknown): Part =>
  examples.length === 0
    ? {}
    : { examples: Object.fromEntries(examples.map(({ name, summary, payload }) => [name, { summary, value: shown(payload) }])) };

const EXAMPLE_UUID = '01980c2e-7a50-7c3a-9d2e-2f6c1f0b7a11';
