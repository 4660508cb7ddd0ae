/** The description of a path's routes: what they take and answer, as this room carries them out. */
import type { Bundle, OperationModel, RouteModel } from '@vyarna/contract';
import { entityPathOf } from '../route-table.ts';
import { type AnswerSchema, createAnswerSchema } from './answer-schema.ts';
import { refusalsOf } from './codes.ts';
import { fieldsOf, type RecordField } from './records.ts';
import type { DescriptionSource, MessageExample, Part, References } from './types.ts';

export type PathItemOf = (routes: readonly RouteModel[], references: References) => Part;

export const createPathItems = (bundle: Bundle, source: DescriptionSource = {}): PathItemOf => {
  const answerSchema = createAnswerSchema(bundle);
  const operationIds = uniqueIds(bundle.routes);
  const answering = Map.groupBy(
    Object.values(bundle.operations).filter(({ action }) => action === 'receive'),
    ({ channel }) => channel,
  );
  return (routes, references) =>
    Object.fromEntries(
      routes
        .toSorted((a, b) => METHODS.indexOf(a.method) - METHODS.indexOf(b.method))
        .map((route) => {
          const operation = new Operation(bundle, route, references, source, answerSchema, answering.get(route.channel) ?? []);
          return [route.method.toLowerCase(), operation.describe(operationIds.get(route) ?? route.action)];
        }),
    );
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
  readonly #bundle: Bundle;
  readonly #route: RouteModel;
  readonly #references: References;
  readonly #source: DescriptionSource;
  readonly #answerSchema: AnswerSchema;
  /** The operations that take what the route sends. */
  readonly #answering: readonly OperationModel[];
  readonly #type: string;
  readonly #fields: ReadonlyMap<string, RecordField>;
  readonly #isTrigger: boolean;

  constructor(
    bundle: Bundle,
    route: RouteModel,
    references: References,
    source: DescriptionSource,
    answerSchema: AnswerSchema,
    answering: readonly OperationModel[],
  ) {
    this.#bundle = bundle;
    this.#route = route;
    this.#references = references;
    this.#source = source;
    this.#answerSchema = answerSchema;
    this.#answering = answering;
    this.#type = bundle.messages[route.message]?.payload ?? '';
    this.#fields = new Map((fieldsOf(bundle, this.#type) ?? []).map((field) => [field.name, field]));
    this.#isTrigger = bundle.channels[route.channel]?.kind === 'trigger';
  }

  describe(operationId: string): Part {
    const { permission, quota, bodyFields, channel } = this.#route;
    const model = this.#bundle.channels[channel];
    const isOld = model?.lifecycle === 'deprecated' || model?.lifecycle === 'retired';
    return {
      operationId,
      ...(model === undefined || model.summary === '' ? {} : { summary: model.summary }),
      tags: [model?.app ?? ''],
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
    return { $ref: `${this.#references.type(this.#type)}/properties/${name}` };
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
    const { pathFields, queryFields } = this.#route;
    return [
      ...pathFields.map((name) => parameter(name, 'path')),
      ...queryFields.map((name) => parameter(name, 'query')),
      this.#component('parameters/Prefer'),
    ];
  }

  #requestBody(): Part {
    const { bodyFields, message } = this.#route;
    const isWhole = bodyFields.length === this.#fields.size;
    const required = bodyFields.filter((name) => this.#fields.get(name)?.required === true);
    const part = {
      type: 'object',
      properties: Object.fromEntries(bodyFields.map((name) => [name, this.#field(name)])),
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: false,
    };
    const onlyBody = (payload: unknown): Part => Object.fromEntries(Object.entries(payload as Part).filter(([name]) => bodyFields.includes(name)));
    const schema = isWhole ? { $ref: this.#references.type(this.#type) } : part;
    return { required: true, content: { 'application/json': { schema, ...this.#examples([message], onlyBody) } } };
  }

  #examples(messages: readonly string[], shown: (payload: unknown) => unknown): Part {
    const examples = messages.flatMap((message): readonly MessageExample[] => this.#source.examplesOf?.(message) ?? []);
    if (examples.length === 0) return {};
    return { examples: Object.fromEntries(examples.map(({ name, summary, payload }) => [name, { summary, value: shown(payload) }])) };
  }

  #success(): Part {
    const { success, method } = this.#route;
    const headers = { 'trace-id': this.#component('headers/TraceId') };
    const createdAt = success === 201 ? entityPathOf(this.#route, this.#bundle.routes) : undefined;
    const answer = {
      description: this.#answerDescription(),
      headers: { ...headers, ...(createdAt === undefined ? {} : { Location: { description: 'Where it is read.', schema: { type: 'string' } } }) },
      ...(success === 204 ? {} : { content: { 'application/json': this.#answerContent(method === 'GET') } }),
    };
    return { [String(success)]: answer, ...(this.#isTrigger ? { '202': this.#component('responses/Accepted') } : {}) };
  }

  #answerDescription(): string {
    if (this.#route.success === 204) return 'Done.';
    const summary = this.#answerMessages()
      .map((name) => this.#bundle.messages[name]?.summary ?? '')
      .find((text) => text !== '');
    return summary ?? (this.#route.method === 'GET' ? 'What was asked for.' : 'Done, with the result.');
  }

  #answerContent(isRead: boolean): Part {
    const { response, action } = this.#route;
    const result = response === null ? { type: 'null' } : this.#answerSchema(response, this.#references);
    const shown = (payload: unknown): unknown => (isRead ? payload : { traceId: `${action}-${EXAMPLE_UUID}`, result: payload });
    const examples = this.#examples(this.#answerMessages(), shown);
    if (isRead) return { schema: result, ...examples };
    const properties = { traceId: this.#component('schemas/TraceId'), result };
    return { schema: { type: 'object', properties, required: ['traceId', 'result'] }, ...examples };
  }

  /** The messages that carry the answer: those with its type among the replies of whoever answers. */
  #answerMessages(): readonly string[] {
    const { response } = this.#route;
    const { messages } = this.#bundle;
    const replies = new Set(this.#answering.flatMap(({ reply }) => reply?.messages ?? []));
    return [...replies].filter((name) => messages[name]?.payload === response).sort();
  }

  #refusals(): Part {
    const refusals = refusalsOf(this.#bundle, { hasBody: this.#route.bodyFields.length > 0, isTrigger: this.#isTrigger });
    const responses = refusals.map(({ status, name }) => [String(status), this.#component(`responses/${name}`)]);
    return { ...Object.fromEntries(responses), default: this.#component('responses/Problem') };
  }
}

const EXAMPLE_UUID = '01980c2e-7a50-7c3a-9d2e-2f6c1f0b7a11';
