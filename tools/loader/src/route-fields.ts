import type { AvroType, Field, NamedType, RecordType } from '@vyarna/avro';
import type { RouteModel } from '@vyarna/contract';
import type { Facts } from './facts.ts';
import type { Place, Sources } from './sources.ts';

export type RouteFields = Pick<RouteModel, 'pathFields' | 'queryFields' | 'bodyFields' | 'mint'>;

export interface FieldsOfRoute {
  readonly sources: Sources;
  readonly types: ReadonlyMap<string, NamedType>;
  /** The channel's `http`. */
  readonly http: Facts;
  readonly at: Place;
  readonly method: string;
  readonly path: string;
  readonly success: number;
  /** The payload of the message sent. */
  readonly record: RecordType;
  readonly orderingKey: string | null;
}

/**
 * Says for each field of the payload where an HTTP request has it, by the rules of google.api.http: in the path, in the body, else in the
 * query. On a post that creates (201) and whose path lacks the ordering field, the gateway makes that field.
 */
export const placeFields = ({ sources, types, http, at, method, path, success, record, orderingKey }: FieldsOfRoute): RouteFields => {
  const fields = new Map(record.fields.map((field) => [field.name, field]));
  const complain = (place: Place | undefined, message: string, hint = ''): void => sources.report(place ?? at, 'UNKNOWN_FIELD', message, hint);

  const pathFields = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const mint = method === 'post' && success === 201 && orderingKey !== null && !pathFields.includes(orderingKey) ? orderingKey : null;
  const free = [...fields.keys()].filter((name) => !pathFields.includes(name) && name !== mint);
  const body = http.text('body');
  const bodyFields = body === '*' ? free : free.filter((name) => name === body);
  const queryFields = free.filter((name) => !bodyFields.includes(name));

  for (const name of pathFields) {
    const field = fields.get(name);
    if (field === undefined) complain(http.at(method), `${record.name} has no field ${name} for the path.`);
    else if (!isPlain(field, types)) complain(http.at(method), `${name} is no plain value, so it cannot be in the path.`);
  }
  if (body !== undefined && body !== '*' && bodyFields.length === 0) complain(http.at('body'), `${record.name} has no field ${body} for the body.`);
  for (const name of queryFields) {
    const field = fields.get(name);
    if (field !== undefined && isPlain(field, types)) continue;
    complain(undefined, `${name} is no plain value, so it cannot be a query parameter.`, "Send it in the body: body: '*'.");
  }
  const minted = mint === null ? undefined : fields.get(mint);
  if (minted !== undefined && !(minted.type.kind === 'scalar' && minted.type.form === 'uuid')) {
    complain(undefined, `The gateway makes ${minted.name}, so it must be a uuid.`);
  }
  return { pathFields, queryFields, bodyFields, mint };
};

/** Whether the field's value has one text form: no record, map or list of such; a list of plain values repeats its parameter. */
const isPlain = ({ type }: Pick<Field, 'type'>, types: ReadonlyMap<string, NamedType>): boolean => {
  const scalar = (inner: AvroType): boolean => inner.kind === 'scalar' || (inner.kind === 'reference' && types.get(inner.name)?.kind !== 'record');
  const plain = (inner: AvroType): boolean => scalar(inner) || (inner.kind === 'array' && scalar(inner.items));
  if (type.kind !== 'union') return plain(type);
  const [only] = type.options;
  return type.options.length === 1 && only !== undefined && plain(only);
};
