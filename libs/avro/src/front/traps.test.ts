import { expect, test } from 'vitest';
import type { AvroType, RecordType } from './ast.ts';
import { type ResolvedSchemas, resolveSchemas } from './resolve-schemas.ts';

const resolve = (...texts: string[]): ResolvedSchemas =>
  resolveSchemas(texts.map((text, index) => ({ id: `${index}.avsc`, file: `${index}.avsc`, text })));

/** `column rule message hint` of each finding; all must be warnings in the first file. */
const warned = (...texts: string[]): string[] =>
  resolve(...texts).findings.map(({ severity, file, line, column, rule, message, hint }) => {
    expect([severity, file, line]).toEqual(['warning', '0.avsc', 1]);
    return `${column} ${rule} ${message} ${hint}`.trim();
  });

const record = (fields: string): string => `{"type":"record","name":"a.R","fields":[${fields}]}`;

/** A field that begins at column 41 of its line. */
const field = (rest: string): string => record(`{"name":"f",${rest}}`);

const typeOf = (text: string): AvroType | undefined => (resolve(text).types.get('a.R') as RecordType).fields[0]?.type;

const fixed = (rest: string): string => `{"type":"fixed","name":"F","size":4,${rest}}`;

test.each([
  ['"type":"string","minLenght":1', 'minLenght', 'minLength'],
  ['"type":"int","maxmum":1', 'maxmum', 'maximum'],
  ['"type":{"type":"array","items":"int"},"mxItems":1', 'mxItems', 'maxItems'],
  ['"type":"string","patern":"a"', 'patern', 'pattern'],
  ['"type":"int","min_imum":1', 'min_imum', 'minimum'],
  ['"type":"int","exclusive-minimum":1', 'exclusive-minimum', 'exclusiveMinimum'],
  ['"type":"string","defualt":""', 'defualt', 'default'],
  ['"type":"string","Doc":"x"', 'Doc', 'doc'],
  ['"type":"string","alias":["x"]', 'alias', 'aliases'],
  ['"type":"string","odrer":"ignore"', 'odrer', 'order'],
  ['"type":{"type":"string","logicaltype":"uuid"}', 'logicaltype', 'logicalType'],
  ['"type":{"type":"long","logical_type":"timestamp-millis"}', 'logical_type', 'logicalType'],
  ['"type":{"type":"bytes","logicalType":"decimal","precision":4,"scal":2}', 'scal', 'scale'],
  ['"type":{"type":"array","items":"int","maxitems":3}', 'maxitems', 'maxItems'],
  ['"type":{"type":"enum","name":"E","symbols":["A"],"defalt":"A"}', 'defalt', 'default'],
  ['"type":{"type":"record","name":"S","nameSpace":"b","fields":[]}', 'nameSpace', 'namespace'],
])('in %s the attribute "%s" is told to be "%s"', (rest, wrong, meant) => {
  expect(warned(field(rest))).toEqual([
    `${41 + field(rest).indexOf(`"${wrong}"`) - 40} MISSPELT_ATTRIBUTE "${wrong}" means nothing to Avro. Did you mean "${meant}"?`,
  ]);
});

test('attributes of the author are left alone and kept', () => {
  const own = {
    'x-pii': true,
    'confluent:tags': ['PII'],
    sourceType: 'a',
    sqlType: 'b',
    'java-class': 'c',
    'avro.java.string': 'String',
    'connect.name': 'd',
    title: 'e',
    description: 'f',
    examples: [1],
    deprecated: true,
    names: ['i'],
    types: 'j',
    source: 'k',
    tag: 'l',
    unit: 'm',
    arg: { minLenght: 1 },
    sensitive: 'n',
    values: ['o'],
    size: 5,
  };
  const text = field(`"type":${JSON.stringify({ type: 'string', ...own })},${JSON.stringify(own).slice(1, -1)}`);
  expect(warned(text)).toEqual([]);
  const { fields } = resolve(text).types.get('a.R') as RecordType;
  expect([fields[0]?.attributes, fields[0]?.type.kind === 'scalar' && fields[0].type.attributes]).toEqual([own, own]);
});

test('a keyword of JSON Schema that is no constraint here is told, and kept', () => {
  const text = field('"type":"string","enum":["a"],"const":"a"');
  expect(warned(text)).toEqual([
    '69 IGNORED_ATTRIBUTE "enum" binds nothing here, as it would in JSON Schema. Use a type "enum", or a "pattern".',
    '82 IGNORED_ATTRIBUTE "const" binds nothing here, as it would in JSON Schema. Use a type "enum" of one symbol, or a "pattern".',
  ]);
  expect((resolve(text).types.get('a.R') as RecordType).fields[0]?.attributes).toEqual({ enum: ['a'], const: 'a' });
  expect(warned(field('"type":{"type":"int","required":true}'))).toEqual([
    '74 IGNORED_ATTRIBUTE "required" binds nothing here, as it would in JSON Schema. A field without a default must be given.',
  ]);
});

test('what Avro overlooks where it stands is told', () => {
  expect(warned(field('"type":{"type":"string","default":"x"}'))).toEqual([
    '77 IGNORED_ATTRIBUTE Avro overlooks "default" here. A default stands on the field, beside its type.',
  ]);
  expect(warned(field('"type":{"type":"string","symbols":["A"]}'))).toEqual([
    '77 IGNORED_ATTRIBUTE Avro overlooks "symbols" here. Only an enum has symbols.',
  ]);
  expect(warned('{"type":"enum","name":"a.E","namespace":"b","symbols":["A"]}')).toEqual([
    '41 IGNORED_ATTRIBUTE Avro overlooks this namespace: the name "a.E" has one already. Leave one of them out.',
  ]);
  expect(warned('{"type":"enum","name":"a.E","namespace":"a","symbols":["A"]}')).toEqual([]);
  expect(warned(field('"type":{"type":"record","name":"S","fields":[{"name":"x","type":"int"}]},"default":{"x":1,"y":2}'))).toEqual([
    '143 IGNORED_ATTRIBUTE a.S has no field "y", so this part of the default is overlooked. Did you mean "x"?',
  ]);
  expect(warned('{"type":"array","items":{"$ref":"1.avsc","name":"S","maxLength":3,"x":1}}', '"string"')).toEqual([
    '42 IGNORED_ATTRIBUTE Avro overlooks "name" here.',
  ]);
});

test('a logical type where it cannot stand is told, and the type is read without it', () => {
  const told = (type: string): string[] => warned(field(`"type":${type}`)).map((text) => text.replace(/^\d+ /, ''));
  expect(told('{"type":"int","logicalType":"timestamp-millis"}')).toEqual([
    'INVALID_LOGICAL_TYPE The logical type "timestamp-millis" stands on long, not on int.',
  ]);
  expect(told('{"type":"array","items":"int","logicalType":"date"}')).toEqual([
    'INVALID_LOGICAL_TYPE The logical type "date" stands on int, not on array.',
  ]);
  expect(told('{"type":"record","name":"S","fields":[],"logicalType":"uuid"}')).toEqual([
    'INVALID_LOGICAL_TYPE The logical type "uuid" stands on string or fixed, not on record.',
  ]);
  expect(told('{"type":"enum","name":"E","symbols":["A"],"logicalType":"datee"}')).toEqual([
    'UNKNOWN_LOGICAL_TYPE There is no logical type "datee". Did you mean "date"?',
  ]);
  expect(told('{"type":"bytes","precision":4,"scale":2}')).toEqual([
    'INVALID_LOGICAL_TYPE "precision" belongs to a logical type, and there is none. Write "logicalType": "decimal" beside it.',
  ]);
  expect(told('{"type":"bytes","logicalType":"decimal","precision":4},"scale":2')).toEqual([
    'INVALID_LOGICAL_TYPE "scale" stands inside the type, beside its logical type. Move it there.',
  ]);
  expect(typeOf(field('"type":{"type":"long","logicalType":"timestamp-milis","x":1}'))).toMatchObject({
    form: 'long',
    attributes: { logicalType: 'timestamp-milis', x: 1 },
  });
  expect((resolve(field('"type":"string","logicalType":"uuid"')).types.get('a.R') as RecordType).fields[0]).toMatchObject({
    type: { form: 'string' },
    attributes: { logicalType: 'uuid' },
  });
});

const logical = (type: string, name: string, rest = ''): string => `{"type":"${type}","logicalType":"${name}"${rest}}`;

test.each([
  ['"int"', '"minimum":2,"maximum":1', 'No value can meet both "minimum" and "maximum".'],
  ['"int"', '"exclusiveMinimum":1,"maximum":1', 'No value can meet both "exclusiveMinimum" and "maximum".'],
  ['"int"', '"exclusiveMinimum":1,"exclusiveMaximum":2', 'No value can meet both "exclusiveMinimum" and "exclusiveMaximum".'],
  ['"double"', '"exclusiveMinimum":1.5,"exclusiveMaximum":1.5', 'No value can meet both "exclusiveMinimum" and "exclusiveMaximum".'],
  ['"int"', '"minimum":1,"maximum":4,"multipleOf":5', 'No value can meet both "multipleOf" and "minimum".'],
  ['"int"', '"minimum":0.2,"maximum":0.8', 'No value can meet both "minimum" and "maximum".'],
  ['"long"', '"minimum":5,"exclusiveMaximum":3', 'No value can meet both "minimum" and "exclusiveMaximum".'],
  ['"string"', '"minLength":3,"maxLength":2', 'No value can meet both "minLength" and "maxLength".'],
  ['"string"', '"pattern":"^a","maxLength":0', 'No value can meet both "pattern" and "maxLength".'],
  ['"string"', '"format":"uuid","maxLength":30', 'No value can meet both "maxLength" and "format".'],
  [
    '"bytes"',
    '"minLength":5,"maxLength":7',
    'No value can meet both "minLength" and "maxLength". Bytes are held as base64, whose length is a multiple of 4.',
  ],
  ['{"type":"array","items":"int"}', '"minItems":2,"maxItems":1', 'No value can meet both "minItems" and "maxItems".'],
  ['{"type":"map","values":"int"}', '"minProperties":2,"maxProperties":1', 'No value can meet both "minProperties" and "maxProperties".'],
  ['"int"', '"maximum":3000000000', 'The bound 3000000000 is outside the range of an int. Is the type meant to be "long"?'],
  ['"long"', '"minimum":-1e19', 'The bound -10000000000000000000 is outside the range of a long.'],
  ['"float"', '"maximum":1e39', 'The bound 1e+39 is outside the range of a float.'],
  ['"long"', '"maximum":9007199254740993', '"maximum" is a number that is kept exactly by JSON tools: beyond 2^53 they round it.'],
  [fixed('"x":1'), '"minLength":9', 'As text a fixed of 4 bytes has at most 8 characters, never 9.'],
  [fixed('"x":1'), '"maxLength":7', 'As text a fixed of 4 bytes has at least 8 characters, more than 7.'],
  [logical('string', 'uuid'), '"maxLength":30', 'As text a uuid has at least 36 characters, more than 30.'],
  [logical('int', 'date'), '"minLength":11', 'As text a date has at most 10 characters, never 11.'],
  [logical('string', 'uuid'), '"format":"email"', 'As text a uuid is never of the format "email".'],
  [logical('bytes', 'decimal', ',"precision":4,"scale":2'), '"minimum":200', 'The bound 200 is outside the range of a decimal.'],
  [logical('bytes', 'decimal', ',"precision":4,"scale":2'), '"multipleOf":2', '"multipleOf" does not apply to a decimal.'],
  ['["null","string","int"]', '"minItems":1', '"minItems" does not apply to any branch of this union.'],
  ['["null","string","int"]', '"minLength":3,"maxLength":2', 'No value can meet both "minLength" and "maxLength".'],
  ['{"type":"enum","name":"E","symbols":["A"]}', '"maxLength":5', '"maxLength" does not apply to the enum a.E.'],
])('on %s, %s cannot be met', (type, constraints, message) => {
  expect(warned(field(`"type":${type},${constraints}`)).map((text) => text.replace(/^\d+ INVALID_CONSTRAINT /, ''))).toEqual([message]);
});

test('what the type says and what the field says may not contradict each other, and each is told once', () => {
  expect(warned(field('"type":{"type":"int","minimum":5},"maximum":3'))).toEqual([
    '97 INVALID_CONSTRAINT No value can meet both "minimum" and "maximum".',
  ]);
  expect(warned(field('"type":{"type":"int","minimum":5,"maximum":3},"multipleOf":2'))).toEqual([
    '96 INVALID_CONSTRAINT No value can meet both "minimum" and "maximum".',
  ]);
  expect(warned(field(`"type":${fixed('"minLength":9')}`))).toEqual([
    '108 INVALID_CONSTRAINT As text a fixed of 4 bytes has at most 8 characters, never 9.',
  ]);
  expect(warned(field('"type":"F","minLength":9'), fixed('"x":1').replace('"F"', '"a.F"'))).toEqual([
    '76 INVALID_CONSTRAINT As text a fixed of 4 bytes has at most 8 characters, never 9.',
  ]);
});

test.each([
  ['"int"', '"minimum":0,"maximum":10,"multipleOf":5'],
  ['"int"', '"minimum":-2147483648,"maximum":2147483647'],
  ['"long"', '"minimum":-9223372036854775808,"maximum":9223372036854775807'],
  ['"double"', '"multipleOf":0.01,"minimum":0.05,"maximum":0.06'],
  ['"string"', '"pattern":"^$","maxLength":0'],
  [fixed('"minLength":8'), '"maxLength":8'],
  [logical('bytes', 'decimal', ',"precision":4,"scale":2'), '"exclusiveMinimum":0,"maximum":99.99'],
  ['["null","string",{"type":"array","items":"int"}]', '"maxLength":5,"maxItems":3'],
])('on %s, %s is in order', (type, constraints) => {
  expect(warned(field(`"type":${type},${constraints}`))).toEqual([]);
});

test('a constraint binds each branch that it can, and no other', () => {
  expect(typeOf(field('"type":["null","string","int",{"type":"array","items":"string"}],"maxLength":5,"minimum":1,"maxItems":2'))).toMatchObject({
    branches: [
      { constraints: {} },
      { constraints: { maxLength: 5 } },
      { constraints: { minimum: 1 } },
      { constraints: { maxItems: 2 }, items: { constraints: {} } },
    ],
  });
});

test('a default that breaks what is said of the value is told', () => {
  const told = (rest: string): string[] => warned(field(rest)).map((text) => text.replace(/^\d+ /, ''));
  const unfit = (part: string): string[] => [`UNFIT_DEFAULT The default breaks what is said of the value: ${part}. Change one of them.`];
  expect(told('"type":"string","minLength":1,"default":""')).toEqual(unfit('"minLength" is 1'));
  expect(told('"type":"int","minimum":1,"default":0')).toEqual(unfit('"minimum" is 1'));
  expect(told('"type":"long","minimum":1,"default":0')).toEqual(unfit('"minimum" is 1'));
  expect(told('"type":["null",{"type":"array","items":"int"}],"minItems":1,"default":[]')).toEqual(unfit('"minItems" is 1'));
  expect(told('"type":{"type":"array","items":{"type":"string","pattern":"^a"}},"default":["a","b"]')).toEqual(unfit('"pattern" is ^a'));
  expect(told(`"type":${logical('string', 'uuid')},"default":""`)).toEqual(unfit('a uuid in lower case was expected'));
  expect(told('"type":["int","string"],"maximum":3,"default":"long enough"')).toEqual([]);
  expect(told('"type":["null","string"],"minLength":1,"default":null')).toEqual([]);
});

test('an alias that leads to two types or fields is told', () => {
  expect(warned('[{"type":"enum","name":"a.Old","symbols":["A"]},{"type":"enum","name":"a.New","aliases":["Old"],"symbols":["A"]}]')).toEqual([
    '71 DUPLICATE_ALIAS The alias "a.Old" is the name of another type, so readers cannot tell which is meant. Remove the alias.',
  ]);
  expect(
    warned('[{"type":"enum","name":"A","aliases":["C"],"symbols":["A"]},{"type":"enum","name":"B","aliases":["C","B"],"symbols":["A"]}]'),
  ).toEqual(['83 DUPLICATE_ALIAS The alias "C" is also one of A, so readers cannot tell which is meant. Remove the alias.']);
  expect(warned(record('{"name":"x","type":"int","aliases":["z","x"]},{"name":"y","type":"int","aliases":["x","z"]}'))).toEqual([
    '95 DUPLICATE_ALIAS The alias "x" is the name of another field, so readers cannot tell which is meant. Remove the alias.',
    '95 DUPLICATE_ALIAS The alias "z" is an alias of another field, so readers cannot tell which is meant. Remove the alias.',
  ]);
});

test('a record that no value can end is told once for each way round, over files too', () => {
  const hint = 'Make one of the fields a union with null, an array or a map.';
  expect(warned(field('"type":"R"'))).toEqual([`49 ENDLESS_RECURSION No value can end: a.R holds itself, by fields that must be given. ${hint}`]);
  const entry = record('{"name":"in","type":"b.X"}');
  const b = (name: string, type: string): string => `{"type":"record","name":"b.${name}","fields":[{"name":"f","type":${type}}]}`;
  const told = resolve(entry, b('X', '"Y"'), b('Y', '[{"type":"record","name":"Z","fields":[{"name":"g","type":"b.X"}]},"X"]')).findings;
  expect(told.map(({ file, column, rule, message }) => `${file}:${column} ${rule} ${message}`)).toEqual([
    '1.avsc:49 ENDLESS_RECURSION No value can end: b.X holds itself: b.X, b.Y, b.Z, b.X, by fields that must be given.',
  ]);
});

test.each(['["null","R"]', '{"type":"array","items":"R"}', '{"type":"map","values":"R"}', '["R","int"]'])(
  'a record that holds itself as %s can end',
  (type) => {
    expect(warned(field(`"type":${type}`))).toEqual([]);
  },
);

test('a union without branches is read, as Java reads it, and told to have no value', () => {
  expect(warned(field('"type":[]'))).toEqual(['60 EMPTY_UNION A union without branches has no value. Name a type that it may be.']);
  expect(typeOf(field('"type":[]'))).toMatchObject({ kind: 'union', branches: [], nullable: false });
});
