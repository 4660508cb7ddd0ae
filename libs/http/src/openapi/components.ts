/** What all routes have in common: problems, accepted writes, the headers of this room. */
import type { Bundle } from '@vyarna/contract';
import { type Refusals, refusalsOf } from './codes.ts';
import type { Part } from './types.ts';

const text = (description: string, more: Part = {}): Part => ({ type: 'string', description, ...more });

const component = (path: string): Part => ({ $ref: `#/components/${path}` });

const problemSchema: Part = {
  type: 'object',
  description: 'Why a request was not carried out (RFC 9457).',
  properties: {
    type: text('`urn:vyarna:error:<code>`.'),
    title: text('What the code means.'),
    status: { type: 'integer', description: 'The HTTP status.' },
    detail: text('What was wrong with this request; it never repeats what was sent.'),
    instance: text('The path asked for, without its query.'),
    code: component('schemas/ErrorCode'),
    traceId: component('schemas/TraceId'),
    errors: {
      type: 'array',
      description: 'The faults of the request, all of them.',
      items: {
        type: 'object',
        properties: { path: text('`$.a.b[0]` in the body, `?name` in the query, `{name}` in the path.'), message: text('What it must be.') },
        required: ['path', 'message'],
      },
    },
    details: { type: 'object', description: 'Facts by name, such as the field at fault.', additionalProperties: { type: 'string' } },
  },
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'traceId'],
};

/** A service may be newer than this description, so the list is open. */
const codeSchema = ({ errors }: Bundle): Part => ({
  description: 'A stable code of the catalogue.',
  anyOf: [...Object.entries(errors).map(([code, { status, title }]) => ({ const: code, description: `${status}: ${title}` })), { type: 'string' }],
});

const sharedRefusals = (bundle: Bundle): readonly Refusals[] => {
  const kinds = [true, false].flatMap((hasBody) => [true, false].map((isTrigger) => ({ hasBody, isTrigger })));
  const all = kinds.flatMap((kind) => refusalsOf(bundle, kind));
  return [...new Map(all.map((refusals) => [refusals.name, refusals])).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
};

const refusalResponse = ({ errors }: Bundle, { status, codes }: Refusals): Part => ({
  description: codes.map((code) => `\`${code}\`: ${errors[code]?.title ?? 'Not in the catalogue.'}`).join('\n'),
  headers: { 'trace-id': component('headers/TraceId'), ...(status === 503 ? { 'Retry-After': component('headers/RetryAfter') } : {}) },
  content: { 'application/problem+json': { schema: component('schemas/Problem') } },
});

export const componentsOf = (bundle: Bundle): { readonly [kind: string]: Part } => ({
  schemas: {
    TraceId: text('`<action>-<uuid>`: in every answer, message, log line and audit record of a request.'),
    ErrorCode: codeSchema(bundle),
    Problem: problemSchema,
  },
  parameters: {
    Prefer: {
      name: 'Prefer',
      in: 'header',
      description: '`wait=N`: the seconds to wait for the answer, 5 unless given, 30 at most (RFC 7240).',
      schema: { type: 'string' },
      example: 'wait=10',
    },
  },
  headers: {
    TraceId: { description: 'The same as in the body; on every answer.', schema: component('schemas/TraceId') },
    RetryAfter: { description: 'Seconds.', schema: { type: 'integer' } },
  },
  responses: {
    Accepted: {
      description: 'Still running. `Location` is where the result can be read, for 24 hours.',
      headers: {
        'trace-id': component('headers/TraceId'),
        Location: { description: 'The path of the stored result.', schema: { type: 'string' } },
        'Retry-After': component('headers/RetryAfter'),
      },
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: { traceId: component('schemas/TraceId'), state: { const: 'running' } },
            required: ['traceId', 'state'],
          },
        },
      },
    },
    ...Object.fromEntries(sharedRefusals(bundle).map((refusals) => [refusals.name, refusalResponse(bundle, refusals)])),
    Problem: {
      description: 'Any other refusal, also of the service or flow that carries the request out; `code` says which.',
      headers: { 'trace-id': component('headers/TraceId') },
      content: { 'application/problem+json': { schema: component('schemas/Problem') } },
    },
  },
  securitySchemes: {
    accessToken: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'A JWT signed with Ed25519. `x-vyarna.permission` of an operation must be among its `permissions`.',
    },
  },
});
