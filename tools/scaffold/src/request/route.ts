import { didYouMean } from '@vyarna/avro';
import type { Bundle } from '@vyarna/contract';
import type { AvroField } from '../fields/avro-field.ts';
import { ScaffoldError } from '../scaffold-error.ts';
import type { RequestName } from './request-name.ts';

export const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Where a request is served over HTTP. */
export interface Route {
  readonly method: (typeof METHODS)[number];
  /** `/v1/invoices/{invoiceId}` */
  readonly path: string;
}

const fieldsIn = (path: string): readonly string[] => [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '');

/** Throws INVALID for a path that is none, or that names what the request does not have; EXISTS for one that is taken. */
export const checkRoute = ({ routes }: Bundle, { method, path }: Route, fields: readonly AvroField[]): void => {
  if (!/^\/v\d+(\/([a-z0-9-]+|\{\w+\}))+$/.test(path)) {
    throw new ScaffoldError('INVALID', `A path begins with its version and is in lower case, such as /v1/invoices/{invoiceId}, not ${path}.`);
  }
  const names = fields.map(({ name }) => name);
  const unknown = fieldsIn(path).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new ScaffoldError('INVALID', `The path names {${unknown}}. ${didYouMean(unknown, names, `The request has ${names.join(', ')}.`)}`);
  }
  const shape = shapeOf(path);
  const twin = routes.find((route) => route.method === method.toUpperCase() && shapeOf(route.path) === shape);
  if (twin !== undefined) throw new ScaffoldError('EXISTS', `${twin.method} ${twin.path} is the route of ${twin.channel} already.`);
};

const shapeOf = (path: string): string => path.replaceAll(/\{\w+\}/g, '{}');

/** The `http` facts of a channel. */
export const httpFacts = ({ method, path }: Route, success: number): object => ({
  [method]: path,
  ...(method === 'get' || method === 'delete' ? {} : { body: '*' }),
  success,
});

/** What a success is answered with: 201 for a post that creates. */
export const successOf = ({ action }: RequestName, { method }: Route): number => (action === 'create' && method === 'post' ? 201 : 200);

/** Whether the gateway makes the ordering field: on a post that creates, where the path does not name it. */
export const isMinted = ({ method, path }: Route, success: number, orderedBy: string | undefined): boolean =>
  method === 'post' && success === 201 && orderedBy !== undefined && !fieldsIn(path).includes(orderedBy);

/** The path, in which a person fills `<field>` in, and a query or body with sample values: what curl is given. */
export const requestLine = (
  { method, path }: Route,
  payload: { readonly [field: string]: unknown },
): { readonly url: string; readonly body: object | undefined } => {
  const inPath = fieldsIn(path);
  const url = path.replaceAll(/\{(\w+)\}/g, '<$1>');
  const rest = Object.fromEntries(Object.entries(payload).filter(([name, value]) => !inPath.includes(name) && value !== null));
  if (method !== 'get' && method !== 'delete') return { url, body: rest };
  const query = new URLSearchParams(Object.entries(rest).map(([name, value]): [string, string] => [name, String(value)])).toString();
  return { url: query === '' ? url : `${url}?${query}`, body: undefined };
};
