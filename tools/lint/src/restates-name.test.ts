import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { restatesName } from './restates-name.ts';

const says = (doc: string, name: string, ...around: string[]): boolean => !restatesName({ doc, name, around });

describe('a doc that says nothing beyond the name', () => {
  test.each([
    ['The operator id.', 'operatorId', ''],
    ["The operator's unique identifier.", 'operatorId', ''],
    ['Email.', 'email', ''],
    ['The e-mail address of the operator.', 'email', 'CreateOperator'],
    ['Date and time when the order was created', 'createdAt', 'Order'],
    ['Timestamp of creation.', 'createdAt', ''],
    ['This field holds the status of the order.', 'status', 'Order'],
    ['Whether the operator is active.', 'isActive', 'Operator'],
    ['List of order lines', 'orderLines', ''],
    ['Optional string value', 'note', ''],
    ['The BusinessUnit record.', 'BusinessUnit', ''],
    ['Create operator request', 'CreateOperator', 'request'],
    ['Represents an OrderLine.', 'OrderLine', ''],
    ['display_name', 'displayName', ''],
    ['Quantity', 'qty', ''],
  ])('%s (%s)', (doc, name, around) => {
    expect(says(doc, name, around)).toBe(false);
  });
});

describe('a doc that says something', () => {
  test.each([
    ['Minted by the gateway.', 'operatorId', 'CreateOperator'],
    ['Identifies the operator for ever.', 'operatorId', 'Operator'],
    ['Sign-in address, unique in the unit.', 'email', 'CreateOperator'],
    ['When the operator last changed.', 'updatedAt', 'Operator'],
    ['Null until it is packed.', 'weight', 'Order'],
    ['In grams.', 'weight', 'Order'],
    ['ISO 4217 code.', 'currency', 'Order'],
    ['A tenant of the platform.', 'BusinessUnit', ''],
    ['Whether the unit may trade now.', 'status', 'BusinessUnit'],
    ['Whose it is.', 'tenantId', ''],
    ['Der Name des Kunden.', 'customerName', ''],
    ['顧客の名前。', 'customerName', ''],
    ['Newest first.', 'items', 'OrderPage'],
    ['The operator to read.', 'operatorId', 'GetOperator'],
  ])('%s (%s)', (doc, name, around) => {
    expect(says(doc, name, around)).toBe(true);
  });
});

test('no doc is another rule', () => {
  expect(says('', 'operatorId')).toBe(true);
  expect(says('...', 'operatorId')).toBe(true);
});

const word = fc.stringMatching(/^[b-df-hj-np-tv-z][a-z]{4,9}$/);

test('words of the name in any order and case restate it, and one word of its own does not', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), word, (words, own) => {
      const name = words.map((each) => each.charAt(0).toUpperCase() + each.slice(1)).join('');
      const doc = `The ${words.toReversed().join(' of the ').toUpperCase()}.`;
      expect(says(doc, name)).toBe(false);
      fc.pre(!words.some((each) => each.startsWith(own.slice(0, 4))) && says(own, name));
      expect(says(`${doc.slice(0, -1)} ${own}.`, name)).toBe(true);
    }),
  );
});
