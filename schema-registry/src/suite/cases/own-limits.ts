import { fails, type Group, of, ok } from '../case.ts';
import { including, json } from '../pattern.ts';

const document = { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] };
const none = ok('PUT /config/{a}', {}, { body: { compatibility: 'NONE' } });

/** Where VYARNA's registry does less than Confluent's, and says so. */
export const ownLimits: Group = {
  name: 'own limits',
  cases: [
    {
      name: 'JSON Schemas are kept at the level NONE',
      calls: [
        fails('POST /subjects/{a}/versions', 42201, { body: of(document, { schemaType: 'JSON' }) }),
        none,
        ok(
          'POST /subjects/{a}/versions',
          { version: 1, schemaType: 'JSON', schema: json(document) },
          { body: of(document, { schemaType: 'JSON' }), keep: { id: 'id' } },
        ),
        ok('GET /schemas/ids/{id}', { schemaType: 'JSON', schema: json(document) }),
        ok('POST /subjects/{a}', { version: 1 }, { body: of(document, { schemaType: 'JSON' }) }),
        fails('POST /subjects/{a}/versions', 42201, { body: of({ type: 'objekt' }, { schemaType: 'JSON' }) }),
      ],
    },
    {
      name: 'PROTOBUF is refused',
      calls: [none, fails('POST /subjects/{a}/versions', 42201, { body: { schema: 'syntax = "proto3";', schemaType: 'PROTOBUF' } })],
    },
    { name: 'types are those that are taken', calls: [ok('GET /schemas/types', including('AVRO', 'JSON'))] },
  ],
};
