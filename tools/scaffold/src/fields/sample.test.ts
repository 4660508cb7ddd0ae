import { createCodec } from '@vyarna/avro';
import { describe, expect, test } from 'vitest';
import { avroFieldOf } from './avro-field.ts';
import { columnOf } from './column.ts';
import { FIELD_TYPES, parseFields } from './field-spec.ts';
import { sampleOf } from './sample.ts';

const place = { namespace: 'shop', record: 'Order', doc: 'A test.' };
const texts = FIELD_TYPES.flatMap((type) => {
  const full = type === 'enum' ? 'enum(OPEN|PAID)' : type;
  return [`plain:${full}`, `maybe:${full}?`, ...(['int', 'string', 'uuid'].includes(type) ? [`several:${full}[]`] : [])];
});

describe('a field of each type', () => {
  test.each(texts)('%s has two samples that fit it, and a column', (text) => {
    const [spec] = parseFields([text]);
    if (spec === undefined) throw new Error('no field');
    const field = avroFieldOf(spec, place);
    const codec = createCodec({ type: 'record', name: 'shop.Order', fields: [field] });
    const samples = ([0, 1] as const).map((variant) => sampleOf(field, () => undefined, variant));
    expect(samples.map((sample) => codec.decode(codec.encode({ [field.name]: sample })))).toEqual(
      samples.map((sample) => ({ [field.name]: sample })),
    );
    expect(samples[0]).not.toEqual(samples[1]);
    expect(columnOf(field).definition).toMatch(text.includes('?') ? /^maybe (?!.*not null)/ : /^(plain|several) .*not null/);
  });

  test('that SQL has a use for is quoted', () => {
    const [spec] = parseFields(['order:enum(FIRST|LAST)']);
    if (spec === undefined) throw new Error('no field');
    expect(columnOf(avroFieldOf(spec, place))).toMatchObject({
      name: 'order',
      definition: `"order" text not null check ("order" in ('UNKNOWN', 'FIRST', 'LAST'))`,
      type: `'UNKNOWN' | 'FIRST' | 'LAST'`,
    });
  });
});
