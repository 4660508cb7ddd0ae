import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Files, writeRepository } from '@vyarna/loader/testing';
import { afterAll, describe, expect, test } from 'vitest';

const bin = resolve(import.meta.dirname, '../../bin/vyarna.js');
const cleanups: (() => void)[] = [];
afterAll(() => cleanups.forEach((cleanup) => void cleanup()));

const document = `asyncapi: 3.1.0
info: { title: shop, version: 1.0.0 }
channels:
  orders:
    address: shop.orders
    messages:
      Order: { payload: { schemaFormat: 'application/vnd.apache.avro;version=1.12.0', schema: { $ref: ./order.avsc } } }
operations:
  sendOrder: { action: send, channel: { $ref: '#/channels/orders' } }
`;
const order = (type: string): string => `{ "type": "record", "name": "shop.Order", "fields": [
  { "name": "total", "type": ${type} } ] }
`;
const decimal = '{ "type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2 }';
const clean: Files = { 'contracts/shop/asyncapi.yaml': document, 'contracts/shop/order.avsc': order(decimal) };
const floating: Files = { ...clean, 'contracts/shop/order.avsc': order('"double"') };

const check = (files: Files, ...words: readonly string[]) => {
  const { root, remove } = writeRepository(files);
  cleanups.push(remove);
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'check', ...words], { cwd: root, encoding: 'utf8' });
  return { status, stdout, told: stderr.replace(/\(\d.*? s\)/, '(0 s)') };
};

describe('vyarna check', { timeout: 60_000 }, () => {
  test('says in one line that nothing was found, with the parser of AsyncAPI too', () => {
    expect(check(clean)).toEqual({ status: 0, stdout: '', told: 'vyarna check: no findings (0 s)\n' });
  });

  test('says the same when it runs again, and another thing once a file has changed that a document refers to', () => {
    const trait = 'contracts/shop/traits.yaml';
    const referring = document.replace('    messages:', "    bindings: { $ref: './traits.yaml#/bindings' }\n    messages:");
    const { root, remove } = writeRepository({
      ...clean,
      'contracts/shop/asyncapi.yaml': referring,
      [trait]: 'bindings: { kafka: { partitions: 0 } }\n',
    });
    cleanups.push(remove);
    const again = () => {
      const { status, stdout } = spawnSync(process.execPath, [bin, 'check'], { cwd: root, encoding: 'utf8' });
      return { status, stdout };
    };
    const first = again();
    expect(first).toEqual({ status: 100, stdout: expect.stringContaining(`${trait}:1:34:`) });
    expect(again()).toEqual(first);
    writeFileSync(join(root, trait), 'bindings: { kafka: { partitions: 1 } }\n');
    expect(again()).toEqual({ status: 0, stdout: '' });
  });

  test('prints each finding with its place, what to do and its rule, and ends with 100', () => {
    expect(check(floating, '--no-parser')).toEqual({
      status: 100,
      stdout:
        'contracts/shop/order.avsc:2:13: Order.total is an amount of money, but a double. Use { "type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2 }, or a long that counts cents. [MONEY_FLOATING]\n',
      told: 'vyarna check: 1 error in 1 file (0 s)\n',
    });
  });

  test('lists for a machine what --format says, and only that on standard output', () => {
    const { status, stdout } = check(floating, '--no-parser', '--format', 'json');
    expect(status).toBe(100);
    expect(JSON.parse(stdout)).toEqual([
      {
        file: 'contracts/shop/order.avsc',
        line: 2,
        column: 13,
        rule: 'MONEY_FLOATING',
        severity: 'error',
        message: 'Order.total is an amount of money, but a double.',
        hint: expect.stringContaining('decimal'),
      },
    ]);
    expect(check(clean, '--no-parser', '--format', 'json')).toMatchObject({ status: 0, stdout: '[]\n' });
  });

  test('lists what is found in the files that were asked for', () => {
    expect(check(floating, '--no-parser', 'contracts/shop/asyncapi.yaml')).toMatchObject({ status: 0, stdout: '' });
    expect(check(floating, '--no-parser', 'contracts/shop')).toMatchObject({ status: 100 });
    expect(check(floating, 'contracts/nowhere')).toMatchObject({
      status: 2,
      told: expect.stringContaining('There is no file or folder contracts/nowhere.'),
    });
  });

  test('lists what keeps the contracts from being read, whatever was asked for', () => {
    const broken = { ...clean, 'contracts/shop/order.avsc': '{ "type": "record"' };
    expect(check(broken, '--no-parser', 'contracts/shop/asyncapi.yaml')).toMatchObject({
      status: 100,
      stdout: expect.stringContaining('[BROKEN_JSON]'),
    });
  });

  test('tells what the AsyncAPI specification forbids', () => {
    const odd = { ...clean, 'contracts/shop/asyncapi.yaml': document.replace('version: 1.0.0 }', 'version: 1.0.0, licence: MIT }') };
    const { status, stdout } = check(odd);
    expect({ status, rule: /\[(\w+)\]\n$/.exec(stdout)?.[1] }).toEqual({ status: 100, rule: 'ASYNCAPI_DOCUMENT_RESOLVED' });
    expect(check(odd, '--no-parser')).toMatchObject({ status: 0 });
  });

  test('checks nothing else where the contracts cannot be read', () => {
    expect(check({ ...clean, 'contracts/shop/order.avsc': '{ "type": "record"' })).toMatchObject({
      status: 100,
      stdout: expect.stringMatching(/^contracts\/shop\/order\.avsc:1:\d+: .*\[BROKEN_JSON\]\n$/),
      told: 'vyarna check: 1 error in 1 file; nothing else was checked, until this is put right (0 s)\n',
    });
  });
});
