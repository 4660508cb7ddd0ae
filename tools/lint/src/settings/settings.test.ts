import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { changed, findingsIn, ORDER, PLACE, SETTINGS, SHOP } from '../testing/changed-contract.ts';
import { settingsSchema } from './settings-schema.ts';

const withSettings = (text: string, ...changes: Parameters<typeof changed>[0]) => findingsIn(changed([[SETTINGS, text], ...changes]));

const double = [ORDER, '{ "type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2 }', '"double"'] as const;
const undocumented = [PLACE, ', "doc": "Pieces wanted."', ''] as const;
const example = [
  ['contracts/shop/examples/order-reply/usual.json'],
  ['contracts/shop/examples/order-placed/usual.json'],
  ['contracts/shop/examples/order-state/usual.json'],
  ['contracts/shop/examples/order-snapshot/usual.json'],
] as const;
const faults = [double, undocumented, ...example];

const MONEY = `${ORDER}:4:13: Order.total is an amount of money, but a double. [MONEY_FLOATING]`;
const DOC = `${PLACE}:3:13: The field PlaceOrder.count has no doc. [FIELD_DOC_MISSING]`;

describe('vyarna.yaml', () => {
  test('use selects by level, theme or rule', () => {
    expect(withSettings('lint: { use: [MINIMAL] }', ...faults)).toEqual([MONEY]);
    expect(withSettings('lint: { use: [BASIC] }', ...faults)).toEqual([MONEY, DOC]);
    expect(withSettings('lint: { use: [FIELD_DOC_MISSING] }', ...faults)).toEqual([DOC]);
    expect(withSettings('lint: { use: [TYPES] }', ...faults)).toEqual([MONEY]);
    expect(withSettings('lint: { use: [] }', ...faults)).toEqual([]);
  });

  test('except leaves out of what is used', () => {
    expect(withSettings('lint: { use: [BASIC], except: [DOCS] }', ...faults)).toEqual([MONEY]);
    expect(withSettings('lint: { except: [EXAMPLE_MISSING, MONEY_FLOATING] }', ...faults)).toEqual([DOC]);
  });

  test('without a word of use it is STANDARD where x-vyarna is used, an empty file included', () => {
    expect(withSettings('', undocumented)).toEqual([DOC]);
    expect(withSettings('lint:\n', undocumented)).toEqual([DOC]);
  });

  test('ignore leaves out files and folders, relative to the settings', () => {
    expect(withSettings('lint: { use: [BASIC], ignore: [shop/schemas/order.avsc] }', ...faults)).toEqual([DOC]);
    expect(withSettings('lint: { use: [BASIC], ignore: [./shop/] }', ...faults)).toEqual([]);
    expect(withSettings('lint: { use: [BASIC], ignore: [.] }', ...faults)).toEqual([]);
    // A folder is no beginning of a name.
    expect(withSettings('lint: { use: [MINIMAL], ignore: [sho] }', ...faults)).toEqual([
      MONEY,
      `${SETTINGS}:1:34: The entry ignore: sho hits no finding. [UNUSED_IGNORE]`,
    ]);
  });

  test('ignoreOnly leaves out single rules or categories there', () => {
    expect(withSettings('lint: { use: [BASIC], ignoreOnly: { MONEY_FLOATING: [shop] } }', ...faults)).toEqual([DOC]);
    expect(withSettings('lint: { use: [BASIC], ignoreOnly: { DOCS: [shop/schemas] } }', ...faults)).toEqual([MONEY]);
  });

  test('an entry that hits nothing is a finding', () => {
    expect(withSettings('lint:\n  use: [MINIMAL]\n  except: [DOCS]\n  ignore:\n    - mail\n  ignoreOnly:\n    MONEY_FLOATING: [mail]\n')).toEqual([
      `${SETTINGS}:3:12: The entry except: DOCS leaves out no rule that is in use. [UNUSED_IGNORE]`,
      `${SETTINGS}:5:7: The entry ignore: mail hits no finding. [UNUSED_IGNORE]`,
      `${SETTINGS}:7:22: The entry ignoreOnly: MONEY_FLOATING: mail hits no finding. [UNUSED_IGNORE]`,
    ]);
  });

  test('what is refused is refused in spite of all settings', () => {
    const [finding] = withSettings('lint: { use: [], ignore: [.] }', [SHOP, 'action: receive', 'action: recieve']);
    expect(finding).toBe(`${SHOP}:65:13: "action" must be one of send, receive. [INVALID_FACT]`);
  });
});

const invalid: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'a rule that does not exist',
    'lint: { use: [MONEY_FLOATNG] }',
    ['1:15: There is no rule or category MONEY_FLOATNG. Did you mean "MONEY_FLOATING"? [UNKNOWN_RULE]'],
  ],
  [
    'a rule of ignoreOnly that does not exist',
    'lint:\n  ignoreOnly:\n    DOC: [shop]\n',
    ['3:10: There is no rule or category DOC. Did you mean "DOCS"? [UNKNOWN_RULE]'],
  ],
  ['a key that is misspelt', 'lint:\n  excpt: [DOCS]\n', ['2:10: lint has no "excpt". Did you mean "except"? [INVALID_SETTINGS]']],
  ['anything but lint settings', 'lnt: {}\n', ['1:6: The settings have no "lnt". Did you mean "lint"? [INVALID_SETTINGS]']],
  ['a text in place of a list', 'lint: { use: STANDARD }', ['1:14: This is a list of texts. [INVALID_SETTINGS]']],
  ['a list in place of a mapping', 'lint: { ignoreOnly: [a] }', ['1:21: ignoreOnly is a mapping of rules to lists of paths. [INVALID_SETTINGS]']],
  ['a number in place of a path', 'lint: { ignore: [7] }', ['1:18: This is not a text. [INVALID_SETTINGS]']],
  [
    'an absolute path',
    'lint: { ignore: [/etc] }',
    ['1:18: The path /etc leads out of the repository. Paths are relative to the folder of the settings. [INVALID_SETTINGS]'],
  ],
  ['text that is no YAML', 'lint: [', ['1:8: This is not YAML: unexpected end of the stream within a flow collection. [BROKEN_YAML]']],
  ['a key that is given twice', 'lint: {}\nlint: {}\n', ['2:1: "lint" is given twice; the first is at 1:1. Remove one of them. [DUPLICATE_KEY]']],
];

describe('settings that cannot be read', () => {
  test.each(invalid)('%s', (_, text, expected) => {
    expect(withSettings(text)).toEqual(expected.map((line) => `${SETTINGS}:${line}`));
  });
});

describe('the published JSON Schema', () => {
  test('is the one in the repository, with every rule and category', async () => {
    await expect(`${JSON.stringify(settingsSchema(), null, 2)}\n`).toMatchFileSnapshot('../../schemas/vyarna-settings.schema.json');
  });

  const validate = new Ajv2020().compile(settingsSchema());

  test.each(invalid.filter(([what]) => !/YAML|twice/.test(what)))('refuses %s, as the check does', (_, text) => {
    expect(validate(parse(text))).toBe(false);
  });

  test.each(['lint: {}', 'lint: { use: [STANDARD, FIELD_UNION], except: [DOCS], ignore: [a, ../b], ignoreOnly: { DOCS: [c/d.yaml] } }', '{}'])(
    'accepts %s',
    (text) => {
      expect(validate(parse(text))).toBe(true);
    },
  );
});
