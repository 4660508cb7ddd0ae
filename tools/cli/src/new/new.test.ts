import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Files, smallContract, writeRepository } from '@vyarna/loader/testing';
import { afterAll, describe, expect, test } from 'vitest';

const bin = resolve(import.meta.dirname, '../../bin/vyarna.js');
const cleanups: (() => void)[] = [];
afterAll(() => cleanups.forEach((cleanup) => void cleanup()));

const repository = (files: Files): string => {
  const { root, remove } = writeRepository(files);
  cleanups.push(remove);
  return root;
};

const vyarnaNew = (cwd: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'new', ...args], { cwd, encoding: 'utf8' });
  return { status, stdout, stderr };
};

const filesIn = (root: string): readonly string[] => globSync('**/*', { cwd: root }).sort();

describe('vyarna new', { timeout: 30_000 }, () => {
  test('writes what is new, generates what follows, and says what comes next', () => {
    const root = repository(smallContract);
    const { status, stdout, stderr } = vyarnaNew(join(root, 'contracts'), 'app', 'ez-sales-tax');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('new      contracts/sales-tax/asyncapi.yaml\n');
    expect(stdout).toContain('5 applications, 8 channels, 7 types');
    expect(stdout).toContain('By hand:\n  contracts/README.md: give sales-tax/ a row.\n');
    expect(stdout).toContain('Next:\n  npx vitest run --project integration services/sales-tax\n  make up');
    expect(stdout).not.toContain('vyarna release');
    expect(existsSync(join(root, 'generated/bundle.json'))).toBe(true);
    expect(vyarnaNew(root, 'state', 'order', '--app', 'shop').stdout).toMatch(/\n {2}make up .*\n {2}npx vyarna release \(before it is merged.*\)\n/);
    expect(vyarnaNew(root, 'app', 'sales-tax')).toEqual({
      status: 1,
      stdout: '',
      stderr: 'vyarna new: ez-sales-tax is there already, in contracts/sales-tax.\n',
    });
  });

  test('--dry-run prints new files whole, the lines that change in others, and writes nothing', () => {
    const root = repository(smallContract);
    const before = filesIn(root);
    const { status, stdout } = vyarnaNew(root, 'state', 'order', '--app', 'shop', '--dry-run');
    expect(status).toBe(0);
    expect(stdout.split('\n').slice(0, 9)).toEqual([
      'changed contracts/shop/asyncapi.yaml',
      '+   orderState:',
      '+     address: shop.order.state.v1',
      '+     summary: How an order stands now; no value once it is gone.',
      "+     servers: [{ $ref: '#/servers/kafka' }]",
      '+     messages:',
      "+       OrderState: { $ref: '#/components/messages/OrderState' }",
      "+     bindings: { kafka: { partitions: 12, replicas: 3, bindingVersion: '0.5.0' } }",
      '+     x-vyarna: { kind: state, lifecycle: active, orderingKey: payload.orderId }',
    ]);
    expect(stdout).toContain('new contracts/shop/examples/order-state/typical.json\n+ {\n');
    expect(stdout).not.toMatch(/^- /m);
    expect(filesIn(root)).toEqual(before);
  });

  test('writes nothing into contracts that have findings, and nothing that would give them one', () => {
    const shop = smallContract['contracts/shop/asyncapi.yaml'] ?? '';
    const broken = repository({ ...smallContract, 'contracts/shop/asyncapi.yaml': shop.replace('action: receive', 'action: recieve') });
    const found = vyarnaNew(broken, 'state', 'order', '--app', 'shop');
    expect(found.status).toBe(100);
    expect(found.stdout).toMatch(/^contracts\/shop\/asyncapi\.yaml:\d+:\d+: /);
    expect(found.stderr).toBe('vyarna new: put these right first; nothing was written.\n');

    // The type of a payload that no document refers to is only known to the loader.
    const taken = repository({
      ...smallContract,
      'contracts/shop/schemas/other.avsc': '{ "type": "enum", "name": "vyarna.shop.OrderSent", "symbols": ["A"] }',
    });
    const before = filesIn(taken);
    const refused = vyarnaNew(taken, 'event', 'order.sent', '--app', 'shop', '--field', 'carrier:string');
    expect(refused.status).toBe(100);
    expect(refused.stdout).toContain('vyarna.shop.OrderSent');
    expect(refused.stderr).toBe('vyarna new: the contracts would have these findings; nothing was written.\n');
    expect(filesIn(taken)).toEqual(before);
  });

  test.each([
    [['requst', 'create-order'], 'There is no "requst". Did you mean "request"?'],
    [['request', 'create-order'], 'A request belongs to an application: --app ez-invoice.'],
    [['app', 'ez-tax', '--field', 'a:int'], '--field is not for app. It takes --doc.'],
    [['request', 'get-order', '--app', 'shop', '--get', '/v1/a', '--post', '/v1/a'], 'It has one route: either --get or --post.'],
    [['snapshot', 'return', '--app', 'shop', '--field', 'a:it'], 'a cannot be of the type it. Did you mean "int"?'],
  ])('%j is asked wrongly', (args, message) => {
    const { status, stderr } = vyarnaNew(repository(smallContract), ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(`vyarna new: ${message}`);
  });
});
