/** Makes a message's payload of an HTTP request, as its route says: which fields come from the path, the query and the body. */
import type { Contracts, JsonSchema, RouteModel } from '@vyarna/contract';
import type { Context } from 'hono';
import { v7 } from 'uuid';
import { type FieldFault, Problem } from './problem.ts';
import { readJson } from './read-json.ts';
import { fieldSchema } from './schema-walk.ts';
import { memberPath, textFaults } from './text-faults.ts';
import { valueOfText } from './text-value.ts';

type Payload = { readonly [field: string]: unknown };

/** Resolves to a payload that fits its contract, defaults filled in; rejects with a `Problem`. All faults found are told at once. */
export type ReadRequest = (context: Context) => Promise<Payload>;

export const createRequestReader = (route: RouteModel, contracts: Contracts): ReadRequest => {
  const type = contracts.payloadOf(route.message);
  const schema = contracts.jsonSchemaOf(type);
  return async (context) => {
    const faults: FieldFault[] = [];
    const payload: { [field: string]: unknown } = {};
    if (route.mint !== null) payload[route.mint] = v7();
    readPath(context, route, schema, payload);
    readQuery(context, route, schema, payload, faults);
    if (route.bodyFields.length > 0) takeBody(await readJson(context), route, payload, faults);
    const found = [...contracts.validate(type, payload, { defaults: true }), ...textFaults(payload)];
    const refused = [
      ...faults,
      ...found.filter((violation) => !faults.some(({ path }) => path === placeOf(violation, route))).map((violation) => faultOf(violation, route)),
    ];
    if (refused.length > 0) throw new Problem('VALIDATION_FAILED', summary(refused), { errors: refused });
    return payload;
  };
};

const readPath = (context: Context, route: RouteModel, schema: JsonSchema, payload: { [field: string]: unknown }): void => {
  for (const field of route.pathFields) payload[field] = valueOfText(context.req.param(field) ?? '', fieldSchema(schema, field), schema);
};

const readQuery = (context: Context, route: RouteModel, schema: JsonSchema, payload: { [field: string]: unknown }, faults: FieldFault[]): void => {
  for (const [name, values] of Object.entries(context.req.queries())) {
    const [text = ''] = values;
    if (!route.queryFields.includes(name)) faults.push({ path: `?${name}`, message: 'is not a known query parameter' });
    else if (values.length > 1) faults.push({ path: `?${name}`, message: 'must not be given more than once' });
    else payload[name] = valueOfText(text, fieldSchema(schema, name), schema);
  }
};

const takeBody = (body: unknown, route: RouteModel, payload: { [field: string]: unknown }, faults: FieldFault[]): void => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new Problem('VALIDATION_FAILED', 'The body must be a JSON object.', { errors: [{ path: '$', message: 'must be an object' }] });
  }
  for (const [name, value] of Object.entries(body)) {
    if (route.bodyFields.includes(name)) payload[name] = value;
    else faults.push({ path: memberPath(name), message: whyNotInBody(name, route) });
  }
};

const whyNotInBody = (name: string, route: RouteModel): string => {
  if (name === route.mint) return 'is made by the platform and must be left out';
  if (route.pathFields.includes(name)) return 'is taken from the path and must be left out of the body';
  if (route.queryFields.includes(name)) return 'is a query parameter and must be left out of the body';
  return 'is not a known field';
};

/** A violation's path is that of the payload; the caller is told the place in the request. */
const placeOf = ({ path }: FieldFault, route: RouteModel): string => {
  const field = /^\$\.([\w$]+)/.exec(path)?.[1];
  if (field === undefined) return path;
  if (route.pathFields.includes(field)) return `{${field}}`;
  if (route.queryFields.includes(field)) return `?${field}`;
  return path;
};

export const faultOf = (fault: FieldFault, route: RouteModel): FieldFault => ({ path: placeOf(fault, route), message: fault.message });

export const summary = ([first, ...more]: readonly FieldFault[]): string => {
  if (first === undefined) return 'The request does not fit its contract.';
  return more.length === 0 ? `${first.path} ${first.message}.` : `${first.path} ${first.message}; ${more.length} more faults are in errors.`;
};
