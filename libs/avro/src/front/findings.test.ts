import { expect, test } from 'vitest';
import { resolveSchemas } from './resolve-schemas.ts';

/** `line:column rule message hint` of each finding in one file. */
const found = (...texts: string[]): string[] => {
  const files = texts.map((text, index) => ({ id: `${index}.avsc`, file: `${index}.avsc`, text }));
  return resolveSchemas(files).findings.map(({ file, line, column, rule, message, hint }) =>
    `${file === '0.avsc' ? '' : `${file}:`}${line}:${column} ${rule} ${message} ${hint}`.trim(),
  );
};

/** A record on one line; its first field begins at column 44. */
const record = (fields: string): string => `{"type":"record","name":"a.R","fields":[   ${fields}]}`;

const field = (rest: string): string => record(`{"name":"f",${rest}}`);

const cases: { readonly [name: string]: readonly [text: string, ...findings: string[]] } = {
  'a comment': ['{\n  // no\n  "type": "int" }', '2:3 BROKEN_JSON This is not JSON: comments are not allowed. Put the text into "doc".'],
  'a comma before a closing brace': [
    '{ "type": "int",\n}',
    '2:1 BROKEN_JSON This is not JSON: a property name in double quotes was expected. Is there a comma too many before it?',
  ],
  'an empty file': ['', '1:1 BROKEN_JSON This is not JSON: a value was expected. Is there a comma too many before it?'],
  'a file cut off': ['{ "type": "record"', '1:19 BROKEN_JSON This is not JSON: a closing brace was expected.'],
  'a key given twice': [
    '{"type":"enum","name":"E","symbols":["A"],\n "name":"E"}',
    '2:2 DUPLICATE_KEY "name" is given twice in one object; the first is at 1:16. Remove one of them.',
  ],
  'a number for a type': ['7', '1:1 INVALID_SCHEMA A type is a name, an object or an array, not a number.'],
  'null without quotes': [
    field('"type":[null,"int"]'),
    '1:64 INVALID_SCHEMA A type is a name, an object or an array, not null. Write "null" in quotes.',
  ],
  'a mistyped primitive': [field('"type":"strng"'), '1:63 UNKNOWN_TYPE There is no type "a.strng" or "strng". Did you mean "string"?'],
  'a mistyped kind': [field('"type":{"type":"aray","items":"int"}'), '1:71 UNKNOWN_TYPE There is no type "a.aray" or "aray". Did you mean "array"?'],
  'a kind without its object': [field('"type":"map"'), '1:63 INVALID_SCHEMA "map" is not a type by itself. Write { "type": "map", ... }.'],
  'a type inside an object': [
    field('"type":{"type":["null","int"]}'),
    '1:71 INVALID_SCHEMA "type" of a type written as an object is a name, not an array. Write the inner type alone, without the object around it.',
  ],
  'an object without a type': ['{"typ":"int"}', '1:1 MISSING_ATTRIBUTE A type written as an object needs "type". Rename "typ" to "type".'],
  'a record without fields': [
    '{"type":"record","name":"R","feilds":[]}',
    '1:1 MISSING_ATTRIBUTE A type "record" needs "fields". Rename "feilds" to "fields".',
  ],
  'fields that are no array': ['{"type":"record","name":"R","fields":{}}', '1:38 INVALID_ATTRIBUTE "fields" is an array, not an object.'],
  'a field that is no object': [record('"f"'), '1:44 INVALID_SCHEMA A field is an object, not a string.'],
  'a record without a name': ['{"type":"record","fields":[]}', '1:1 MISSING_ATTRIBUTE A type "record" needs "name".'],
  'a field without a name': [record('{"type":"int"}'), '1:44 MISSING_ATTRIBUTE A field needs "name".'],
  'a field without a type': [record('{"name":"f"}'), '1:44 MISSING_ATTRIBUTE A field needs "type".'],
  'a name that is none': [
    '{"type":"fixed","name":"1a","size":2}',
    '1:24 INVALID_NAME "1a" is not a name. Letters, digits and _ make a name; it does not begin with a digit.',
  ],
  'a namespace that is none': [
    '{"type":"fixed","name":"A","namespace":"a-b","size":2}',
    '1:40 INVALID_NAME "a-b" is not a namespace. A namespace is names joined by dots.',
  ],
  'a primitive defined': [
    '{"type":"fixed","name":"x.int","size":2}',
    '1:24 INVALID_NAME "int" is the name of a primitive type and cannot be defined.',
  ],
  'a field name that is none': [
    record('{"name":"a-b","type":"int"}'),
    '1:52 INVALID_NAME "a-b" is not a name. Letters, digits and _ make a name; it does not begin with a digit.',
  ],
  'two fields of one name': [
    record('{"name":"f","type":"int"},{"name":"f","type":"int"}'),
    '1:78 DUPLICATE_FIELD The record has a field "f" already. Rename or remove one of them.',
  ],
  'an enum without symbols': ['{"type":"enum","name":"E"}', '1:1 MISSING_ATTRIBUTE A type "enum" needs "symbols".'],
  'an enum with none': ['{"type":"enum","name":"E","symbols":[]}', '1:37 INVALID_SYMBOL An enum needs at least one symbol.'],
  'symbols that are none, or given twice': [
    '{"type":"enum","name":"E","symbols":["A","b-c",3,"A"]}',
    '1:42 INVALID_SYMBOL "b-c" is not a symbol. Letters, digits and _ make a symbol; it does not begin with a digit.',
    '1:48 INVALID_SYMBOL A number is not a symbol. Letters, digits and _ make a symbol; it does not begin with a digit.',
    '1:50 INVALID_SYMBOL The symbol "A" is given twice. Remove one of them.',
  ],
  'a default that is no symbol': [
    '{"type":"enum","name":"E","symbols":["ACTIVE"],"default":"ACTVE"}',
    '1:58 INVALID_DEFAULT The default of an enum is one of its symbols. Did you mean "ACTIVE"?',
  ],
  'a size that is none': [
    '{"type":"fixed","name":"F","size":-1}',
    '1:35 INVALID_ATTRIBUTE The "size" of a fixed is its number of bytes: an integer from 0 to 2147483647.',
  ],
  'a size that is no integer for Java': [
    '{"type":"fixed","name":"F","size":1e1}',
    '1:35 INVALID_ATTRIBUTE The "size" of a fixed is its number of bytes: an integer from 0 to 2147483647.',
  ],
  'a size that no reader can count to': [
    '{"type":"fixed","name":"F","size":2147483648}',
    '1:35 INVALID_ATTRIBUTE The "size" of a fixed is its number of bytes: an integer from 0 to 2147483647.',
  ],
  'an array without items': [
    field('"type":{"type":"array","item":"int"}'),
    '1:63 MISSING_ATTRIBUTE A type "array" needs "items". Rename "item" to "items".',
  ],
  'a union in a union': [
    field('"type":["null",["int"]]'),
    '1:71 INVALID_UNION A union cannot be a branch of a union. Write its branches into the outer one.',
  ],
  'a branch given twice': [
    field('"type":["string",{"type":"string","logicalType":"uuid"}]'),
    '1:73 INVALID_UNION The union has a branch "string" already. Avro tells branches apart by name: put one of them into a record of its own.',
  ],
  'a doc that is no text': [field('"type":"int","doc":1'), '1:75 INVALID_ATTRIBUTE "doc" is a string, not a number.'],
  'an order there is not': [field('"type":"int","order":"up"'), '1:77 INVALID_ATTRIBUTE "order" is "ascending", "descending" or "ignore".'],
  'aliases that are none': [field('"type":"int","aliases":["a.b"]'), '1:80 INVALID_NAME "a.b" is not a name.'],
  'a logical type there is not': [
    field('"type":{"type":"long","logicalType":"timestamp-milis"}'),
    '1:92 UNKNOWN_LOGICAL_TYPE There is no logical type "timestamp-milis". Did you mean "timestamp-millis"?',
  ],
  'a logical type on the wrong type': [
    field('"type":{"type":"long","logicalType":"date"}'),
    '1:92 INVALID_LOGICAL_TYPE The logical type "date" stands on int, not on long.',
  ],
  'a logical type beside the type': [
    field('"type":"string","logicalType":"uuid"'),
    '1:72 INVALID_LOGICAL_TYPE A logical type stands inside the type, not beside it. Write "type": { "type": "string", "logicalType": "uuid" }.',
  ],
  'a decimal without precision': [
    field('"type":{"type":"bytes","logicalType":"decimal"}'),
    '1:93 INVALID_LOGICAL_TYPE A decimal needs "precision", its digits in all: an integer of at least 1.',
  ],
  'a scale above the precision': [
    field('"type":{"type":"bytes","logicalType":"decimal","precision":2,"scale":3}'),
    '1:125 INVALID_LOGICAL_TYPE The "scale" of a decimal is an integer from 0 to its precision.',
  ],
  'a decimal too long for its fixed': [
    '{"type":"fixed","name":"F","size":2,"logicalType":"decimal","precision":5}',
    '1:73 INVALID_LOGICAL_TYPE A fixed of size 2 holds decimals of at most 4 digits.',
  ],
  'a duration of the wrong size': [
    '{"type":"fixed","name":"F","size":8,"logicalType":"duration"}',
    '1:51 INVALID_LOGICAL_TYPE "duration" needs a fixed of size 12, not 8.',
  ],
  'a constraint with a wrong value': [field('"type":"string","minLength":-1'), '1:84 INVALID_CONSTRAINT "minLength" is a whole number, 0 or more.'],
  'a pattern that is none': [
    field('"type":"string","pattern":"("'),
    '1:82 INVALID_CONSTRAINT "pattern" is a regular expression of ECMA-262 with the u flag.',
  ],
  'a format that nothing checks': [
    field('"type":"string","format":"e-mail"'),
    '1:81 INVALID_CONSTRAINT "format" is one of date, time, date-time, iso-time, iso-date-time, duration, uri, uri-reference, uri-template, url, email, hostname, ipv4, ipv6, regex, uuid, json-pointer, json-pointer-uri-fragment, relative-json-pointer.',
  ],
  'constraints nothing can meet': [
    field('"type":"int","minimum":2,"maximum":1'),
    '1:91 INVALID_CONSTRAINT No value can meet both "minimum" and "maximum".',
  ],
  'a constraint of another type': [field('"type":"int","maxLength":1'), '1:69 INVALID_CONSTRAINT "maxLength" does not apply to an int.'],
  'steps of a long held as a string': [
    field('"type":"long","multipleOf":5'),
    '1:70 INVALID_CONSTRAINT "multipleOf" does not apply to a long without a "maximum" within 2^53, which is held as a string. Give a "maximum" of at most 9007199254740991.',
  ],
  'a bound of items on the array': [
    field('"type":{"type":"array","items":"string"},"maxLength":1'),
    '1:97 INVALID_CONSTRAINT "maxLength" does not apply to an array. To bind the items, write it into the type of "items".',
  ],
};

for (const [name, [text, ...findings]] of Object.entries(cases)) {
  test(`${name} is one finding at its place`, () => {
    expect(found(text)).toEqual(findings);
  });
}

test('a byte order mark is passed over, and counts as a column', () => {
  expect(found('\ufeff{"type":"int"}')).toEqual([]);
  expect(found('\ufeff"strng"')).toEqual(['1:2 UNKNOWN_TYPE There is no type "strng". Did you mean "string"?']);
});

const misfit = (expected: string, actual: string): string => `The default does not fit its type: ${expected} was expected, not ${actual}.`;

test.each([
  ['"int"', '1.5', misfit('a whole number of 32 bits', '1.5')],
  ['"int"', '2147483648', misfit('a whole number of 32 bits', '2147483648')],
  ['"int"', '1.0', misfit('a whole number of 32 bits', '1.0')],
  ['"long"', '1e3', misfit('a whole number of 64 bits', '1e3')],
  ['"long"', '9223372036854775808', misfit('a whole number of 64 bits', '9223372036854775808')],
  ['"float"', '1e39', misfit('a number in the range of a float', '1e39')],
  ['"double"', '1e999', misfit('a number', '1e999')],
  ['"double"', '"NaN"', misfit('a number', '"NaN"')],
  ['"string"', 'null', misfit('a string', 'null')],
  ['"boolean"', '"true"', misfit('true or false', '"true"')],
  ['"double"', '"1"', misfit('a number', '"1"')],
  ['"null"', '""', `${misfit('null', '""')} A union with "null" that has another default names the other type first.`],
  ['"bytes"', '"€"', `${misfit('a string of characters up to \\u00ff', '"€"')} Each character of the string stands for the byte of its code.`],
  ['["null","string"]', '5', misfit('a value of null, string', '5')],
  [
    '["null","string"]',
    '{"string":"a"}',
    `${misfit('a value of null, string', 'an object')} In a default the value of a union stands bare, without the name of its branch.`,
  ],
  ['{"type":"array","items":"int"}', '{}', misfit('an array', 'an object')],
  ['{"type":"map","values":"int"}', '[]', misfit('an object', 'an array')],
  ['{"type":"enum","name":"E","symbols":["A1"]}', '"A2"', `${misfit('a symbol of a.E', '"A2"')} Did you mean "A1"?`],
  [
    '{"type":"fixed","name":"F","size":2}',
    '"a"',
    `${misfit('a string of 2 characters up to \\u00ff', '"a"')} Each character of the string stands for the byte of its code.`,
  ],
  ['{"type":"record","name":"S","fields":[{"name":"x","type":"int"}]}', '{}', misfit('an object with "x"', 'an object')],
])('the default of %s cannot be %s', (type, value, message) => {
  expect(found(field(`"type":${type},"default":${value}`))).toEqual([`1:${63 + type.length + 11} INVALID_DEFAULT ${message}`]);
});

test('the default of a big-decimal holds a number and its scale', () => {
  expect(found(field('"type":{"type":"bytes","logicalType":"big-decimal"},"default":"A"'))).toEqual([
    '1:118 INVALID_DEFAULT The default fits its type, but not what its logical type or its "maximum" leaves of it.',
  ]);
  expect(found(field('"type":{"type":"bytes","logicalType":"big-decimal"},"default":"\\u0002\\u0005\\u0002"'))).toEqual([]);
});

test('faults inside a default are at their own places', () => {
  expect(found(field('"type":{"type":"array","items":{"type":"map","values":"int"}},"default":[{"a":1,"b":"2"},3]'))).toEqual([
    `1:140 INVALID_DEFAULT ${misfit('a whole number of 32 bits', '"2"')}`,
    `1:145 INVALID_DEFAULT ${misfit('an object', '3')}`,
  ]);
});

test.each([
  ['["null","string"]', '"second branch"'],
  ['"bytes"', '"\\u00ff"'],
  ['"double"', '1'],
  ['"double"', '100000000000000000000000'],
  ['"long"', '9223372036854775807'],
  ['"long"', '-9223372036854775808'],
  ['{"type":"record","name":"S","fields":[{"name":"x","type":"int","default":1},{"name":"y","type":["null","S"]}]}', '{"y":{"y":null}}'],
])('the default of %s may be %s', (type, value) => {
  expect(found(field(`"type":${type},"default":${value}`))).toEqual([]);
});

test('a type that another file should define, and a name that two files define, are findings in the file at fault', () => {
  const money = '{"type":"record","name":"Money","namespace":"shop","fields":[]}';
  expect(found(money, '{"type":"record","name":"shop.Order","fields":[\n {"name":"a","type":"Money"},\n {"name":"b","type":"Mony"}]}')).toEqual([
    '1.avsc:3:21 UNKNOWN_TYPE There is no type "shop.Mony" or "Mony". Did you mean "Money"?',
  ]);
  expect(found('{"type":"record","name":"other.Order","fields":[{"name":"a","type":"Money"}]}', money)).toEqual([
    '1:68 UNKNOWN_TYPE There is no type "other.Money" or "Money". Did you mean "shop.Money"?',
  ]);
  expect(found(money, money)).toEqual([
    '1.avsc:1:25 DUPLICATE_NAME "shop.Money" is defined already, at 0.avsc:1:25. Define it once and refer to it by name.',
  ]);
});

test('a type whose definition is at fault is not unknown as well', () => {
  expect(found('{"type":"enum","name":"a.E"}', field('"type":"E"'))).toEqual(['1:1 MISSING_ATTRIBUTE A type "enum" needs "symbols".']);
  expect(found('{"type":"enum","name":"a.E",}', field('"type":"a.E"'))).toHaveLength(1);
});

test('all faults of a file are found, in the order of their places', () => {
  expect(
    found(
      '{ "type": "record", "name": "shop.Order",\n  "fields": [\n    { "name": "1st", "type": "int" },\n    { "name": "x", "type": "Unknown" },\n    { "name": "y", "type": "int", "default": "1" } ] }',
    ).map((line) => line.split(' ').slice(0, 2).join(' ')),
  ).toEqual(['3:15 INVALID_NAME', '4:28 UNKNOWN_TYPE', '5:46 INVALID_DEFAULT']);
});

test('inside a namespace a short name means a type without one where that is complete by then, as in Apache Avro', () => {
  const within = (...types: readonly unknown[]): string =>
    JSON.stringify({
      type: 'record',
      name: 'Root',
      fields: types.map((type, index) => ({ name: `f${index}`, type })),
    });
  const inner = (type: unknown): object => ({ type: 'record', name: 'Inner', namespace: 'x', fields: [{ name: 'f', type }] });
  const bare = { type: 'fixed', name: 'Bare', size: 1 };
  const tooEarly = (name: string): unknown => [
    expect.stringContaining(
      `UNKNOWN_TYPE There is no type "x.${name}", and "${name}", which has no namespace, is not complete here. Give "${name}" a namespace`,
    ),
  ];
  expect(found(within(bare, inner('Bare')))).toEqual([]);
  expect(found(within(inner('Bare'), bare))).toEqual(tooEarly('Bare'));
  expect(found(within(inner(['null', 'Root'])))).toEqual(tooEarly('Root'));
  expect(found(within(inner('Bare')), JSON.stringify(bare))).toEqual([]);
});
