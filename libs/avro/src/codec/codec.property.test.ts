import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyCase, anyRootCase } from '../testing/arbitrary-schema.ts';
import { avscBytes } from '../testing/avsc-peer.ts';
import { createCodec, createReader } from './codec.ts';
import { CodecError } from './codec-error.ts';

test('any value comes back from its bytes as it was', () => {
  fc.assert(
    fc.property(anyRootCase, ({ schema, value }) => {
      const { encode, decode } = createCodec(schema);
      // By Node, because a field called `constructor` misleads `toStrictEqual`; it compares prototypes too.
      expect(isDeepStrictEqual(decode(encode(value)), value)).toBe(true);
    }),
    { numRuns: 1000 },
  );
}, 30_000);

test('the bytes are those that avsc writes', () => {
  fc.assert(
    fc.property(anyRootCase, ({ schema, value }) => {
      // What every object has by birth counts as named already with avsc.
      fc.pre(!/"(constructor|toString|valueOf|hasOwnProperty|__proto__)"/.test(JSON.stringify([schema, value])));
      expect(createCodec(schema).encode(value).toString('hex')).toBe(avscBytes(schema, value).toString('hex'));
    }),
    { numRuns: 1000 },
  );
}, 30_000);

test('bytes that are not of the schema are a CodecError and never anything else', () => {
  fc.assert(
    fc.property(anyCase, fc.uint8Array({ maxLength: 60 }), fc.nat(), ({ schema, value }, noise, at) => {
      const { encode, decode } = createCodec(schema);
      const bytes = encode(value);
      const cut = at % (bytes.length + 1);
      for (const broken of [Buffer.from(noise), Buffer.concat([bytes.subarray(0, cut), noise]), bytes.subarray(0, cut)]) {
        try {
          decode(broken);
        } catch (error) {
          expect(error).toBeInstanceOf(CodecError);
        }
      }
    }),
    { numRuns: 300 },
  );
}, 30_000);

test('a field that one side lacks is passed over, or takes its default', () => {
  fc.assert(
    fc.property(anyCase, ({ schema, value }) => {
      // Where the record is inside itself, it changes there too.
      fc.pre(!JSON.stringify((schema as { readonly fields: unknown }).fields).includes('R"'));
      const fields = (schema as { readonly fields: readonly { readonly name: string }[] }).fields;
      const kept = fields.filter((_, index) => index % 2 === 0);
      const added = { name: 'added', type: { type: 'array', items: 'long' }, default: [1] };
      const reader = { ...(schema as object), fields: [added, ...kept.toReversed()] };
      const wanted = Object.fromEntries(kept.map(({ name }) => [name, (value as { readonly [name: string]: unknown })[name]]));
      // Names defined in a field that is gone may be used in one that stays; those schemas are none.
      const read = attempt(() => createReader(reader, schema));
      fc.pre(read !== undefined);
      expect(read?.(createCodec(schema).encode(value))).toEqual({ added: ['1'], ...wanted });
    }),
    { numRuns: 150 },
  );
}, 30_000);

const attempt = <Made>(make: () => Made): Made | undefined => {
  try {
    return make();
  } catch {
    return undefined;
  }
};
