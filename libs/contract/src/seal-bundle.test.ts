import { parseExactly } from '@vyarna/avro';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bundle } from './bundle.ts';
import { canonicalJson } from './canonical-json.ts';
import { parseBundle } from './read-bundle.ts';
import { bundleText, hashOfBundle, sealBundle } from './seal-bundle.ts';

type Content = Omit<Bundle, 'hash'>;

const empty: Content = {
  format: 'vyarna-bundle/1',
  apps: {},
  channels: {},
  envelope: {},
  errors: {},
  flows: {},
  messages: {},
  operations: {},
  routes: [],
  types: {},
};

const contentOf = (parts: object): Content => ({ ...empty, ...parts }) as Content;

/** What the bundle and its text are by definition. */
const expectSealed = (sealed: Bundle, content: Content): void => {
  const hash = hashOfBundle(content);
  expect(sealed.hash).toBe(hash);
  expect(bundleText(sealed).replaceAll('\n', '')).toBe(canonicalJson({ ...content, hash }));
};

test('a sealed bundle states its hash, and its text is canonical JSON, whatever the order of its content', () => {
  const { errors: _, ...rest } = empty;
  const content = { errors: { Z: { title: 'Last\n', status: 409 }, A: { status: 404, title: 'First' } }, ...rest } as Content;
  const sealed = sealBundle(content);
  expectSealed(sealed, content);
  expect(parseBundle(bundleText(sealed), 'bundle.json')).toEqual(sealed);
});

test('each entry of a bundle has a line of its own', () => {
  const sealed = sealBundle(contentOf({ errors: { B: { status: 409, title: 'B' }, A: { title: 'A', status: 404 } }, routes: [{ path: '/a' }] }));
  expect(bundleText(sealed)).toBe(`{
"apps":{},
"channels":{},
"envelope":{},
"errors":{
"A":{"status":404,"title":"A"},
"B":{"status":409,"title":"B"}
},
"flows":{},
"format":"vyarna-bundle/1",
"hash":"${sealed.hash}",
"messages":{},
"operations":{},
"routes":[
{"path":"/a"}
],
"types":{}
}
`);
});

test('what says the same as before is the same object, in whatever order it is given, and what does not is not', () => {
  const last = sealBundle(contentOf({ errors: { A: { status: 404, title: 'A' }, B: { status: 409, title: 'B' } }, routes: [{ path: '/a' }] }));
  const next = sealBundle(contentOf({ errors: { B: { title: 'B', status: 409 }, A: { status: 400, title: 'A' } }, routes: [{ path: '/a' }] }), last);
  expect(next.errors['B']).toBe(last.errors['B']);
  expect(next.routes[0]).toBe(last.routes[0]);
  expect(next.errors['A']).toEqual({ status: 400, title: 'A' });
});

test('of edits one after another each gives what a bundle from nothing gives', () => {
  const value = fc.jsonValue({ maxDepth: 3 }).map((json) => parseExactly(JSON.stringify(json)));
  const entries = fc.dictionary(fc.oneof(fc.constantFrom('a', 'b', '1', '__proto__', '"\n'), fc.string()), fc.oneof(value, fc.constant(undefined)));
  const content = fc.record({ channels: entries, types: entries, envelope: entries, routes: fc.array(value) }).map(contentOf);
  // Edits that leave most as it is: what is new in one part only, or given in another order.
  const edit = fc.tuple(fc.constantFrom('channels', 'types', 'envelope', 'routes'), content);
  fc.assert(
    fc.property(content, fc.array(edit, { maxLength: 4 }), (first, edits) => {
      let [now, last] = [first, sealBundle(first)];
      expectSealed(last, now);
      for (const [part, other] of edits) {
        const entriesNow = parseExactly(JSON.stringify({ ...now[part as 'types'], ...other[part as 'types'] }));
        now = contentOf({ ...now, [part]: part === 'routes' ? other.routes : entriesNow });
        last = sealBundle(now, last);
        expectSealed(last, now);
      }
    }),
  );
});
