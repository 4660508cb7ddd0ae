import { plain, type SchemaNode } from '@vyarna/avro';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMap, isScalar, isSeq, type Node, parseDocument, stringify } from 'yaml';
import { readYamlTree } from './read-yaml.ts';

const read = (text: string): unknown => plain(readYamlTree(text).root);

/** Each fault as `offset: message`. */
const faultsOf = (text: string): readonly string[] => readYamlTree(text).faults.map(({ offset, message }) => `${offset}: ${message}`);

describe('what a document says', () => {
  test('values are those of the core schema, and text by its quotes', () => {
    const text = 'a: 1\nb: -0.5e3\nc: 0x1F\nd: ~\ne: true\nf: \'true\'\ng: "1\\u0041"\nh: 2026-11-21\ni: no\nj: .inf\nk: 007\nl:\n';
    expect(read(text)).toEqual({
      a: 1,
      b: -500,
      c: 31,
      d: null,
      e: true,
      f: 'true',
      g: '1A',
      h: '2026-11-21',
      i: 'no',
      j: Number.POSITIVE_INFINITY,
      k: 7,
      l: null,
    });
  });

  test('block scalars keep or fold their lines', () => {
    expect(read('a: |\n  one\n  two\nb: >-\n  one\n  two\n')).toEqual({ a: 'one\ntwo\n', b: 'one two' });
  });

  test('keys are the text that is written, whatever it looks like', () => {
    expect(read('1.10: a\ntrue: b\n~: c\n"x y": d\n__proto__: e\n')).toEqual(
      Object.fromEntries([
        ['1.10', 'a'],
        ['true', 'b'],
        ['~', 'c'],
        ['x y', 'd'],
        ['__proto__', 'e'],
      ]),
    );
  });

  test('aliases stand for what they name, and merged mappings fill in what is missing', () => {
    const text =
      'base: &base { a: 1, b: 2 }\nother: &other { b: 3, c: 4 }\nplain: *base\none: { <<: *base, b: 5 }\ntwo: { <<: [*base, *other] }\nkept: { "<<": 1 }\n';
    expect(read(text)).toMatchObject({ plain: { a: 1, b: 2 }, one: { b: 5, a: 1 }, two: { a: 1, b: 2, c: 4 }, kept: { '<<': 1 } });
  });

  test('tags of the core schema are obeyed', () => {
    expect(read('a: !!str 1\nb: !!int "2"\nc: !!map {}\nd: ! x\n')).toEqual({ a: '1', b: 2, c: {}, d: 'x' });
  });

  test('numbers keep how they are written', () => {
    expect(readYamlTree('[9007199254740993, 1.50]').root).toMatchObject({ items: [{ text: '9007199254740993' }, { text: '1.50', value: 1.5 }] });
  });

  test('nothing, or comments alone, is null', () => {
    expect([read(''), read('# a\n'), read('---\n')]).toEqual([null, null, null]);
  });

  test('JSON is YAML', () => {
    expect(read('{\n\t"a": [1, null, "\\/\\n"],\n\t"b": {}\n}')).toEqual({ a: [1, null, '/\n'], b: {} });
  });
});

describe('where it stands', () => {
  const offsets = (node: SchemaNode): unknown => {
    if (node.kind === 'array') return [node.offset, ...node.items.map(offsets)];
    if (node.kind === 'object') return { at: node.offset, in: node.entries.map(({ key, offset, value }) => [key, offset, offsets(value)]) };
    return node.offset;
  };

  test('every key and value has its offset, quotes included; an empty value stands where its key does', () => {
    expect(offsets(readYamlTree('a: "x"\nb: [1, \'y\']\nc:\nd: |\n  text\n').root)).toEqual({
      at: 0,
      in: [
        ['a', 0, 3],
        ['b', 7, [10, 11, 14]],
        ['c', 19, 19],
        ['d', 22, 29],
      ],
    });
  });

  test('a byte order mark and Windows line ends count', () => {
    expect(offsets(readYamlTree('\uFEFFa: 1\r\nb: 2\r\n').root)).toEqual({
      at: 1,
      in: [
        ['a', 1, 4],
        ['b', 7, 10],
      ],
    });
  });
});

describe('what is wrong with it', () => {
  test('a key given twice is told at each further place, and the rest is read', () => {
    const { root, faults } = readYamlTree('a: 1\nb: { c: 1, "c": 2 }\na: 3\na: 4\n');
    expect(faults.map(({ offset, duplicate }) => [offset, duplicate])).toEqual([
      [16, { key: 'c', first: 10 }],
      [25, { key: 'a', first: 0 }],
      [30, { key: 'a', first: 0 }],
    ]);
    expect(plain(root)).toEqual({ a: 4, b: { c: 2 } });
  });

  test.each([
    ['a: 1\n b: 2\n', '7: bad indentation of a mapping entry'],
    ['a: [1\n', '6: a line is indented too little, or a bracket or quote before it is not closed'],
    ['a: "x\n', '6: a line is indented too little, or a bracket or quote before it is not closed'],
    ['a: *b\n', '3: there is no anchor &b before this alias'],
    ['a: &a [*a]\n', '7: the alias *a stands inside what it means'],
    ['? [a]\n: 1\n', '2: a key is text, not a list or a mapping'],
    ['a: !ref b\n', '3: unknown scalar tag !<!ref>'],
    ['a: !x {}\n', '3: the tag !x is not known'],
    ['a: { <<: 1 }\n', '9: only mappings can be merged with <<'],
    ['a: 1\n---\nb: 2\n', '9: a file holds one document, and a second one begins'],
  ])('%j is told as %s', (text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
    expect(read(text)).toBe(null);
  });

  test('aliases that multiply beyond measure are refused before they are followed', () => {
    const lines = Array.from(
      { length: 12 },
      (_, index) =>
        `a${index}: &a${index} [${Array(10)
          .fill(index === 0 ? 'x' : `*a${index - 1}`)
          .join(', ')}]`,
    );
    expect(faultsOf(lines.join('\n'))[0]).toMatch(/^\d+: its aliases stand for more than 1000000 values$/);
  });

  test('nesting that no document needs is refused', () => {
    expect(faultsOf('['.repeat(100_000))).toEqual(['499: nesting exceeded maxDepth (500)']);
  });
});

describe('beside another reader', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '',
      'null',
      '~',
      'yes',
      '1',
      '0o7',
      '1e3',
      '.5',
      '- a',
      '# b',
      'a: b',
      "it's",
      '"',
      '\n',
      ' x ',
      'é\u2028\u{1F600}',
      '<',
      '&a',
      '*a',
      '!t',
    ),
  );
  const scalar = fc.oneof(text, fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null));
  const key = text.filter((name) => name !== '<<');
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ depthSize: 'small' }, scalar, fc.array(tie('tree'), { maxLength: 4 }), fc.dictionary(key, tie('tree'), { maxKeys: 4 })),
  }));
  const styles = fc.record({
    collectionStyle: fc.constantFrom('any' as const, 'block' as const, 'flow' as const),
    defaultStringType: fc.constantFrom(
      'PLAIN' as const,
      'QUOTE_DOUBLE' as const,
      'QUOTE_SINGLE' as const,
      'BLOCK_LITERAL' as const,
      'BLOCK_FOLDED' as const,
    ),
    indentSeq: fc.boolean(),
    lineWidth: fc.constantFrom(0, 20, 80),
    aliasDuplicateObjects: fc.constant(false),
  });

  /** Of every node but empty ones and block scalars, whose place is told otherwise. */
  const agree = (ours: SchemaNode, theirs: Node | null, source: string): void => {
    const block = isScalar(theirs) && (theirs.type === 'BLOCK_LITERAL' || theirs.type === 'BLOCK_FOLDED');
    const start = theirs?.range?.[0] ?? -1;
    const empty = isScalar(theirs) && theirs.range?.[0] === theirs.range?.[1];
    if (!block && !empty && theirs !== null) expect([ours.kind, ours.offset, source]).toEqual([ours.kind, start, source]);
    if (ours.kind === 'array' && isSeq(theirs)) ours.items.forEach((item, index) => void agree(item, theirs.items[index] as Node, source));
    if (ours.kind === 'object' && isMap(theirs)) {
      ours.entries.forEach((entry, index) => void agree(entry.value, theirs.items[index]?.value as Node | null, source));
    }
  };

  test('what one library writes, both read alike, place by place', () => {
    fc.assert(
      fc.property(tree, styles, (value, style) => {
        const source = stringify({ value }, style);
        const { root, faults } = readYamlTree(source);
        const document = parseDocument(source, { prettyErrors: false });
        // It cannot always read what it wrote.
        fc.pre(document.errors.length === 0);
        expect(faults).toEqual([]);
        expect(plain(root)).toEqual(document.toJS());
        agree(root, document.contents, source);
      }),
      { numRuns: 500 },
    );
  });
});
