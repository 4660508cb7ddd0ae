import { fails, field, type Group, of, ok, registers } from '../case.ts';
import { whole } from '../pattern.ts';

const one = { type: 'record', name: 'Order', namespace: 'shop', fields: [field('id', { type: 'string' })], tags: { a: 1, b: 2 } };
/** The same meaning, written in another way. */
const same = { tags: { b: 2, a: 1 }, fields: [field('id', 'string')], type: 'record', namespace: 'shop', name: 'Order' };

export const normalize: Group = {
  name: 'normalize',
  cases: [
    {
      name: 'makes one schema of two texts that mean the same',
      calls: [
        ok('POST /subjects/{a}/versions?normalize=true', { id: whole, version: 1 }, { body: of(one), keep: { id: 'id' } }),
        ok('POST /subjects/{a}/versions?normalize=true', { id: '{id}', version: 1 }, { body: of(same) }),
        ok('POST /subjects/{a}?normalize=true', { id: '{id}', version: 1 }, { body: of(same) }),
        ok('POST /subjects/{b}/versions?normalize=true', { id: '{id}' }, { body: of(same) }),
        fails('POST /subjects/{c}?normalize=true', 40401, { body: of(same) }),
      ],
    },
    {
      name: 'can be the rule of a subject',
      calls: [
        ok('PUT /config/{a}', { normalize: true }, { body: { normalize: true } }),
        registers('{a}', one, {}, { id: 'id' }),
        ok('POST /subjects/{a}/versions', { id: '{id}', version: 1 }, { body: of(same) }),
        ok('POST /subjects/{a}', { id: '{id}' }, { body: of(same) }),
      ],
    },
    {
      name: 'is not needed for white space and the order of a type’s attributes',
      calls: [
        registers('{a}', { type: 'fixed', name: 'shop.F', size: 4 }, {}, { id: 'id' }),
        ok('POST /subjects/{a}/versions', { id: '{id}', version: 1 }, { body: { schema: '{ "size": 4,\n "name": "shop.F", "type": "fixed" }' } }),
      ],
    },
  ],
};
