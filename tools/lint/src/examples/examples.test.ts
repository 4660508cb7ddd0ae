import { describe, expect, test } from 'vitest';
import { type Change, changed, EXAMPLE, findingsIn, MAIL } from '../testing/changed-contract.ts';

const found = (...changes: readonly Change[]) => findingsIn(changed(changes));
const ORDER_REPLY = 'contracts/shop/examples/order-reply/usual.json';

const cases: readonly (readonly [string, readonly Change[], string])[] = [
  [
    'a value of another type',
    [[EXAMPLE, '"count": 2', '"count": "two"']],
    `${EXAMPLE}:4:76: The example does not fit shop.PlaceOrder: $.count must be an integer. [EXAMPLE_UNFIT]`,
  ],
  [
    'a value that breaks a constraint',
    [[EXAMPLE, '"count": 2', '"count": 0']],
    `${EXAMPLE}:4:76: The example does not fit shop.PlaceOrder: $.count must be 1 or more. [EXAMPLE_UNFIT]`,
  ],
  [
    'a field that is missing, at the object that lacks it',
    [[EXAMPLE, ', "email": "ada@example.org"', '']],
    `${EXAMPLE}:4:14: The example does not fit shop.PlaceOrder: $.email is required. [EXAMPLE_UNFIT]`,
  ],
  [
    'a field too many',
    [[EXAMPLE, '"count": 2', '"count": 2, "colour": "red"']],
    `${EXAMPLE}:4:89: The example does not fit shop.PlaceOrder: $.colour is not a known field. [EXAMPLE_UNFIT]`,
  ],
  [
    'a value deep inside',
    [[ORDER_REPLY, '"article": "A-1"', '"article": 7']],
    `${ORDER_REPLY}:4:185: The example does not fit shop.Order: $.parts[0].article must be a string. [EXAMPLE_UNFIT]`,
  ],
  [
    'headers that do not fit the envelope',
    [[EXAMPLE, '"payload"', '"headers": { "ce_id": "1" },\n  "payload"']],
    `${EXAMPLE}:4:25: The example does not fit headers: $.ce_id must be a uuid. [EXAMPLE_UNFIT]`,
  ],
  [
    'an example in a document',
    [[MAIL, '      summary: One mail.\n', '      summary: One mail.\n      examples:\n        - payload: { orderId: 7 }\n']],
    `${MAIL}:34:31: The example does not fit mail.SendMail: $.orderId must be a string. [EXAMPLE_UNFIT]`,
  ],
  [
    'an error that the catalogue does not have',
    [['contracts/types/examples/error-reply/sold-out.json', '"SOLD_OUT"', '"SOLD_UOT"']],
    'contracts/types/examples/error-reply/sold-out.json:4:24: There is no error SOLD_UOT in contracts/types/errors.yaml. Did you mean "SOLD_OUT"? [EXAMPLE_UNFIT]',
  ],
  [
    'a folder of no message',
    [['contracts/shop/examples/place-ordr/odd.json', '{ "name": "odd", "summary": "Odd.", "payload": {} }']],
    'contracts/shop/examples/place-ordr/odd.json:1:1: There is no message place-ordr in shop. Did you mean "place-order"? [EXAMPLE_OF_NOTHING]',
  ],
  [
    'a member that is misspelt',
    [[EXAMPLE, '"summary"', '"title": "Usual.",\n  "summary"']],
    `${EXAMPLE}:3:12: An example has no "title". It has name, summary, headers, payload. [EXAMPLE_SHAPE]`,
  ],
  [
    'a name that is not the file',
    [[EXAMPLE, '"name": "usual"', '"name": "common"']],
    `${EXAMPLE}:2:11: The name of an example is that of its file, usual. [EXAMPLE_SHAPE]`,
  ],
  [
    'no summary',
    [[EXAMPLE, '  "summary": "As it mostly is.",\n', '']],
    `${EXAMPLE}:1:1: An example has a summary. Say in a sentence what it shows. [EXAMPLE_SHAPE]`,
  ],
  [
    'nothing shown',
    [[EXAMPLE, /,\n {2}"payload".*/, '']],
    `${EXAMPLE}:1:1: An example shows a payload, headers or both. Add "payload". [EXAMPLE_SHAPE]`,
  ],
  ['a list', [[EXAMPLE, '[]']], `${EXAMPLE}:1:1: An example is an object. [EXAMPLE_SHAPE]`],
  [
    'text that is no JSON',
    [[EXAMPLE, '"count": 2,', '"count": 2 "']],
    `${EXAMPLE}:4:78: This is not JSON: a comma was expected. [EXAMPLE_UNREADABLE]`,
  ],
];

describe('an example', () => {
  test.each(cases)('%s', (_, changes, expected) => {
    expect(found(...changes)).toEqual([expected]);
  });

  test('of a payload of JSON Schema is checked as well', () => {
    const json: Change = [MAIL, /payload: \{ schemaFormat.*/, 'payload: { type: object, properties: { orderId: { type: integer } } }'];
    const without: Change = ['contracts/mail/schemas/send-mail.avsc'];
    expect(found(json, without)).toContain(
      'contracts/mail/examples/send-mail/usual.json:4:27: The example does not fit mail/SendMailPayload: $.orderId must be an integer. [EXAMPLE_UNFIT]',
    );
  });

  test('may be ignored in place', () => {
    const ignored: Change = [EXAMPLE, '"count": 2', '"count": 0'];
    expect(found(ignored, [EXAMPLE, '"name"', '"x-vyarna-ignore": { "EXAMPLE_UNFIT": "shows what is refused" },\n  "name"'])).toEqual([]);
  });

  test('in a document counts as one of its message', () => {
    const inDocument: Change = [
      MAIL,
      '      summary: One mail.\n',
      '      summary: One mail.\n      examples: [{ payload: { orderId: 01980c2e-7a50-7c3a-9d2e-2f6c1f0b7a11 } }]\n',
    ];
    expect(found(inDocument, ['contracts/mail/examples/send-mail/usual.json'])).toEqual([]);
  });
});
