import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from './finding.ts';
import { readJson } from './read-json.ts';
import { plain, type SchemaNode } from './schema-node.ts';
import { positionsIn, reportTo, sourceOf } from './source.ts';

const read = (text: string): { readonly root: SchemaNode | undefined; readonly findings: readonly Finding[] } => {
  const findings: Finding[] = [];
  const source = sourceOf('f', positionsIn(text));
  return { root: readJson(text, source, reportTo(findings, source)).root, findings };
};

test('any JSON is read as JSON.parse reads it, and each part stands where its offset says', () => {
  const check = (node: SchemaNode, text: string): void => {
    const rest = text.slice(node.offset);
    if (node.kind === 'object') {
      expect(rest[0]).toBe('{');
      for (const { key, offset, value } of node.entries) {
        expect(text.slice(offset).startsWith(JSON.stringify(key))).toBe(true);
        check(value, text);
      }
    } else if (node.kind === 'array') {
      expect(rest[0]).toBe('[');
      for (const item of node.items) check(item, text);
    } else expect(rest.startsWith(node.kind === 'number' ? node.text : JSON.stringify(node.value))).toBe(true);
  };
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
      const text = ` ${JSON.stringify(value, null, indent)}\r\n`;
      const { root, findings } = read(text);
      expect(findings).toEqual([]);
      expect(JSON.stringify(plain(root as SchemaNode))).toBe(JSON.stringify(JSON.parse(text)));
      check(root as SchemaNode, text);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['"\\\\"', '\\'],
  ['"\\\\\\""', '\\"'],
  ['"\\u00e9 \\n"', 'é \n'],
  ['{"a\\"":1,"b":"c"}', { 'a"': 1, b: 'c' }],
  ['[-1.5e+3,0,1E2]', [-1500, 0, 100]],
  ['[ ]', []],
])('%s is read', (text, value) => {
  expect(plain(read(text).root as SchemaNode)).toEqual(value);
});

test('numbers keep their digits', () => {
  expect(read('12345678901234567890').root).toEqual({ kind: 'number', offset: 0, value: 12345678901234567000, text: '12345678901234567890' });
});

test.each(['', ' ', '{', '[1,]', '{"a":1,}', "{'a':1}", '{a:1}', '[1] 2', '"a\nb"', '01', '1.', 'nul', '"\\x"', '// 1', '[1', '"'])(
  '%j is no JSON, which is one finding',
  (text) => {
    const { root, findings } = read(text);
    expect([root, findings.map(({ rule }) => rule)]).toEqual([undefined, ['BROKEN_JSON']]);
  },
);

test.each(['[', '{"type":"array","items":'])('what is nested too deep is one finding, not a crash', (open) => {
  const { root, findings } = read(`${open.repeat(50_000)}1${(open === '[' ? ']' : '}').repeat(50_000)}`);
  expect([root, findings.map(({ rule, column }) => `${column} ${rule}`)]).toEqual([undefined, [`${1000 * open.length + 1} INVALID_SCHEMA`]]);
});
