import { fails, field, type Group, of, ok, record, registers } from '../case.ts';
import { absent, containing, json } from '../pattern.ts';

const line = record('shop.Line', field('quantity', 'int'));
const order = record('shop.Order', field('id', 'string'), field('line', 'shop.Line'));
const using = (subject: string, version = 1, name = 'shop.Line') => ({ references: [{ name, subject, version }] });

export const references: Group = {
  name: 'references',
  cases: [
    {
      name: 'stand for types of other subjects, and come back',
      calls: [
        fails('POST /subjects/{order}/versions', 42201, { body: of(order) }),
        fails('POST /subjects/{order}/versions', 42201, { body: of(order, using('{line}')) }),
        registers('{line}', line, {}, { line: 'id' }),
        fails('POST /subjects/{order}/versions', 42201, { body: of(order, using('{line}-none')) }),
        fails('POST /subjects/{order}/versions', 42201, { body: of(order, using('{line}-none', 7)) }),
      ],
    },
    {
      name: 'are kept with the schema and named from the other side',
      calls: [
        registers('{types}', line),
        ok('GET /subjects/{types}/versions/1/referencedby', []),
        ok(
          'POST /subjects/{order}/versions',
          { version: 1, references: [{ name: 'shop.Line', subject: '{types}', version: 1 }] },
          { body: of(order, using('{types}')), keep: { id: 'id' } },
        ),
        ok('POST /subjects/{order}/versions', { id: '{id}', version: 1 }, { body: of(order, using('{types}')) }),
        ok('POST /subjects/{order}', { version: 1, references: [{ subject: '{types}' }] }, { body: of(order, using('{types}')) }),
        ok('GET /subjects/{order}/versions/1', { schema: json(order), references: [{ name: 'shop.Line', subject: '{types}', version: 1 }] }),
        ok('GET /schemas/ids/{id}', { schema: json(order), references: [{ name: 'shop.Line', subject: '{types}', version: 1 }] }),
        ok('GET /subjects/{types}/versions/1/referencedby', ['{id}']),
        ok('GET /subjects/{types}/versions/latest/referencedby', ['{id}']),
        ok('GET /subjects/{types}/versions/1/referencedby?offset=1', []),
        fails('GET /subjects/{types}/versions/2/referencedby', 40402),
        fails('GET /subjects/{none}/versions/1/referencedby', 40401),
        fails('GET /subjects/{types}/versions/0/referencedby', 42202),
        ok('POST /compatibility/subjects/{order}/versions/latest', { is_compatible: true }, { body: of(order, using('{types}')) }),
        ok('GET /schemas/ids/{id}?format=resolved', { schema: containing('quantity') }),
      ],
    },
    {
      name: 'keep what they refer to from being deleted',
      calls: [
        registers('{types}', line),
        registers('{order}', order, using('{types}'), { id: 'id' }),
        fails('DELETE /subjects/{types}', 42206),
        fails('DELETE /subjects/{types}/versions/1', 42206),
        ok('DELETE /subjects/{order}', [1]),
        ok('GET /subjects/{types}/versions/1/referencedby', []),
        ok('GET /subjects/{types}/versions/1/referencedby?deleted=true', ['{id}']),
        ok('DELETE /subjects/{types}', [1]),
        fails('DELETE /subjects/{types}?permanent=true', 42206),
        ok('DELETE /subjects/{order}?permanent=true', [1]),
        ok('DELETE /subjects/{types}?permanent=true', [1]),
      ],
    },
    {
      name: 'to other versions make another schema',
      calls: [
        registers('{types}', line),
        ok(
          'POST /subjects/{types}/versions',
          { version: 2 },
          { body: of(record('shop.Line', field('quantity', 'int'), field('price', 'int', { default: 0 }))) },
        ),
        registers('{order}', order, using('{types}'), { first: 'id' }),
        ok('POST /subjects/{order}/versions', { version: 2 }, { body: of(order, using('{types}', 2)), keep: { second: 'id' } }),
        ok('GET /subjects/{types}/versions/2/referencedby', ['{second}']),
      ],
    },
    {
      name: 'within a context are to its own subjects, and may be to another’s',
      calls: [
        registers(':.{c}:types', line),
        ok('POST /subjects/:.{c}:order/versions', { version: 1 }, { body: of(order, using('types')), keep: { id: 'id' } }),
        ok('GET /subjects/:.{c}:types/versions/1/referencedby', ['{id}']),
        ok('GET /subjects/:.{c}:order/versions/1', { references: [{ subject: 'types' }] }),
        ok('GET /subjects/:.{c}:order/versions/1?referenceFormat=qualified', { references: [{ subject: ':.{c}:types', version: 1 }] }),
        ok('POST /subjects/{order}/versions', { version: 1 }, { body: of(order, using(':.{c}:types')) }),
      ],
    },
    {
      name: 'are found again by a schema that has them written out',
      calls: [
        registers('{types}', line),
        registers('{order}', order, using('{types}'), { id: 'id' }),
        ok(
          'POST /subjects/{order}?normalize=true',
          { id: '{id}', version: 1 },
          { body: of(record('shop.Order', field('id', 'string'), field('line', line))) },
        ),
      ],
    },
    { name: 'are left out of a schema without', calls: [registers('{a}', line), ok('GET /subjects/{a}/versions/1', { references: absent })] },
  ],
};
