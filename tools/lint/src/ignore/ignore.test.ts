import { describe, expect, test } from 'vitest';
import { type Change, changed, findingsIn, ORDER, SHOP } from '../testing/changed-contract.ts';

const found = (...changes: readonly Change[]) => findingsIn(changed(changes));

const ADDRESS = 'address: shop.order.placed.v1';
const event = (to: string): Change => [SHOP, `${ADDRESS}\n`, to];
const PRESENT = 'address: shop.order.place.v1';

describe('a comment in YAML', () => {
  test('without it there is a finding', () => {
    expect(found(event(`${PRESENT}\n`))).toHaveLength(1);
  });

  test.each([
    ['at the end of the line', `${PRESENT} # vyarna:ignore EVENT_PAST_TENSE the seed gives this name\n`],
    ['on the line above', `# vyarna:ignore EVENT_PAST_TENSE the seed gives this name\n    ${PRESENT}\n`],
    ['above other comments and empty lines', `# vyarna:ignore EVENT_PAST_TENSE the seed gives this name\n    # Another.\n\n    ${PRESENT}\n`],
    ['without blanks', `#vyarna:ignore EVENT_PAST_TENSE the seed\n    ${PRESENT}\n`],
  ])('%s leaves the finding out', (_, text) => {
    expect(found(event(text))).toEqual([]);
  });

  test('above a key it covers all below that, and nothing behind', () => {
    const ignored: Change = [SHOP, '  orderPlaced:\n', '  # vyarna:ignore EVENT_PAST_TENSE the seed gives this name\n  orderPlaced:\n'];
    expect(found(ignored, event(`${PRESENT}\n`))).toEqual([]);
    const before: Change = [SHOP, '  orderReplies:\n', '  orderReplies: # vyarna:ignore EVENT_PAST_TENSE the seed gives this name\n'];
    expect(found(before, event(`${PRESENT}\n`)).map((line) => line.replace(/.*\[/, ''))).toEqual(['UNUSED_IGNORE]', 'EVENT_PAST_TENSE]']);
  });

  test('each line may have several', () => {
    const both = `# vyarna:ignore EVENT_PAST_TENSE the seed\n    # vyarna:ignore ADDRESS_DOMAIN it moved\n    address: store.order.place.v1\n`;
    expect(found(event(both))).toEqual([]);
  });

  test('in a text it is no comment', () => {
    const text =
      'summary: "An order # vyarna:ignore EVENT_PAST_TENSE x"\n    description: |\n      # vyarna:ignore EVENT_PAST_TENSE x\n    tags: []\n';
    expect(found([SHOP, 'summary: An order was placed.\n', text])).toEqual([]);
  });
});

describe('what is wrong with an exception', () => {
  const ignoring = (words: string, address = PRESENT): readonly string[] => found(event(`${address} # vyarna:ignore${words}\n`));
  const at = `${SHOP}:44:${5 + PRESENT.length + 1}:`;

  test('it has no reason', () => {
    expect(ignoring(' EVENT_PAST_TENSE')).toEqual([`${at} EVENT_PAST_TENSE is ignored here without a reason. [IGNORE_WITHOUT_REASON]`]);
  });

  test('it hits nothing', () => {
    expect(ignoring(' EVENT_PAST_TENSE the seed gives this name', ADDRESS)).toEqual([
      `${SHOP}:44:${5 + ADDRESS.length + 1}: There is no finding of EVENT_PAST_TENSE here to ignore. [UNUSED_IGNORE]`,
    ]);
  });

  test('it names a rule that does not exist, or none', () => {
    expect(ignoring(' EVENT_PAST_TENS x', ADDRESS)).toEqual([
      `${SHOP}:44:${5 + ADDRESS.length + 1}: There is no rule EVENT_PAST_TENS that can be ignored. Did you mean "EVENT_PAST_TENSE"? [INVALID_IGNORE]`,
    ]);
    expect(ignoring('', ADDRESS)).toEqual([
      `${SHOP}:44:${5 + ADDRESS.length + 1}: This ignores no rule. Name the rule, and behind it the reason. [INVALID_IGNORE]`,
    ]);
  });

  test('it names several rules', () => {
    expect(ignoring(' EVENT_PAST_TENSE, KEY_MISSING x', ADDRESS)).toEqual([
      `${SHOP}:44:${5 + ADDRESS.length + 1}: This ignores no rule: EVENT_PAST_TENSE, is not the name of one. Write a comment for each rule. [INVALID_IGNORE]`,
    ]);
  });

  test('it is for what the contracts are refused for', () => {
    expect(ignoring(' BROKEN_YAML it was so', ADDRESS)).toEqual([
      `${SHOP}:44:${5 + ADDRESS.length + 1}: There is no rule BROKEN_YAML that can be ignored. [INVALID_IGNORE]`,
    ]);
  });

  test('it is for an exception', () => {
    expect(ignoring(' UNUSED_IGNORE x', ADDRESS)).toEqual([
      `${SHOP}:44:${5 + ADDRESS.length + 1}: UNUSED_IGNORE cannot be ignored. [INVALID_IGNORE]`,
    ]);
  });
});

describe('an attribute in a schema', () => {
  const field = (ignore: string): Change => [
    ORDER,
    '"In grams; null until it is packed.", "maximum": 1000000000',
    `"In grams; null until it is packed."${ignore}`,
  ];

  test('without it there is a finding', () => {
    expect(found(field(''))).toEqual([`${ORDER}:5:13: Order.weight is a long without a maximum, so its values are strings. [LONG_UNBOUNDED]`]);
  });

  test('on the field leaves the finding out', () => {
    expect(found(field(', "x-vyarna-ignore": { "LONG_UNBOUNDED": "the sensor counts atoms" }'))).toEqual([]);
  });

  test('on the record covers its fields', () => {
    const onRecord: Change = [
      ORDER,
      '"namespace": "shop",',
      '"namespace": "shop", "x-vyarna-ignore": { "LONG_UNBOUNDED": "the sensor counts atoms" },',
    ];
    expect(found(onRecord, field(''))).toEqual([]);
  });

  test('on another field covers nothing, and is itself a finding', () => {
    const other: Change = [ORDER, '"doc": "How far it is."', '"doc": "How far it is.", "x-vyarna-ignore": { "LONG_UNBOUNDED": "no" }'];
    expect(found(other, field(''))).toEqual([
      `${ORDER}:3:97: There is no finding of LONG_UNBOUNDED here to ignore. [UNUSED_IGNORE]`,
      `${ORDER}:5:13: Order.weight is a long without a maximum, so its values are strings. [LONG_UNBOUNDED]`,
    ]);
  });

  test('without a reason, or a rule, is a finding', () => {
    expect(found(field(', "x-vyarna-ignore": { "LONG_UNBOUNDED": "" }'))).toEqual([
      `${ORDER}:5:132: LONG_UNBOUNDED is ignored here without a reason. [IGNORE_WITHOUT_REASON]`,
    ]);
    expect(found([ORDER, '"doc": "How far it is."', '"doc": "How far it is.", "x-vyarna-ignore": {}'])).toEqual([
      `${ORDER}:3:76: This ignores no rule. Name the rule, and behind it the reason. [INVALID_IGNORE]`,
    ]);
  });
});
