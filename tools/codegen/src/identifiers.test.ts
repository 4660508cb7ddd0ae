import { expect, test } from 'vitest';
import { constantName, propertyKey, quoted } from './identifiers.ts';

test('a constant is named as its operation, in the characters of an identifier', () => {
  expect(constantName('createOperator', 'operation')).toBe('createOperator');
  expect(constantName('create-operator.v2', 'operation')).toBe('createOperatorV2');
  expect(constantName('2 fast', 'operation')).toBe('Fast');
  expect(constantName('délete ünter', 'operation')).toBe('dLeteNter');
});

test('a constant that TypeScript has another use for says what it stands for', () => {
  expect(constantName('delete', 'operation')).toBe('deleteOperation');
  expect(constantName('???', 'operation')).toBe('Operation');
});

test('text is quoted with as few escapes as the formatter needs', () => {
  expect(quoted('a.b')).toBe("'a.b'");
  expect(quoted("it's")).toBe('"it\'s"');
  expect(quoted('"it\'s"')).toBe("'\"it\\'s\"'");
  expect(quoted('a\nb\\')).toBe("'a\\nb\\\\'");
});

test('a key is quoted only where it must be', () => {
  expect([propertyKey('__proto__'), propertyKey('class'), propertyKey('shop.Card'), propertyKey('1')]).toEqual([
    '__proto__',
    'class',
    "'shop.Card'",
    "'1'",
  ]);
});
