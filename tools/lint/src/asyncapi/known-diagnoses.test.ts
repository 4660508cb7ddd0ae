import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf } from '@vyarna/loader/digest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Diagnosed } from './diagnostic.ts';
import { KnownDiagnoses } from './known-diagnoses.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vyarna-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const open = () => new KnownDiagnoses(root, join(root, 'kept'));

/** As the parser says it of `shop.yaml`, which refers to a file that is there and to one that is not. */
const shop = (): Diagnosed => {
  const text = { document: 'asyncapi: 3.1.0\n', schema: '{}' };
  writeFileSync(join(root, 'shop.yaml'), text.document);
  writeFileSync(join(root, 'order.avsc'), text.schema);
  const read = {
    [join(root, 'shop.yaml')]: digestOf(text.document),
    [join(root, 'order.avsc')]: digestOf(text.schema),
    [join(root, 'none.avsc')]: null,
  };
  const diagnostic = {
    code: 'invalid-ref',
    message: 'There is no none.avsc',
    path: ['channels'],
    severity: 0,
    line: 3,
    character: 4,
    source: 'shop.yaml',
  };
  return { document: 'shop.yaml', diagnostics: [diagnostic], read };
};

describe('what the parser said of documents', () => {
  test('is known as it was said while nothing that was read has changed', () => {
    const said = shop();
    open().keep([said]);
    expect(open().of('shop.yaml')).toEqual(said);
  });

  test.each([
    ['the document has changed', 'shop.yaml'],
    ['a file that it refers to has changed', 'order.avsc'],
    ['a file that was missing is there', 'none.avsc'],
  ])('is not known once %s', (_, file) => {
    open().keep([shop()]);
    writeFileSync(join(root, file), 'another text');
    expect(open().of('shop.yaml')).toBeUndefined();
    expect(open().before).toBe(1);
  });

  test('is not known where what was kept is broken, or nothing was', () => {
    expect(open().of('shop.yaml')).toBeUndefined();
    open().keep([shop()]);
    writeFileSync(join(root, 'kept', `${digestOf(root)}.json`), '{');
    expect(open().of('shop.yaml')).toBeUndefined();
  });

  test('is forgotten for a document that is gone', () => {
    const said = shop();
    open().keep([said, { ...said, document: 'other.yaml' }]);
    expect(open().of('other.yaml')).toBeDefined();
    open().keep([said]);
    expect(open().of('other.yaml')).toBeUndefined();
  });
});
