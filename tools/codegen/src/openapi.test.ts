import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { compileErrors, validate } from '@readme/openapi-parser';
import { readBundle } from '@vyarna/contract';
import { selfContainedOpenApi } from '@vyarna/http/openapi';
import { smallContract } from '@vyarna/loader/testing';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { generateFrom } from './testing/generate-from.ts';

const repository = resolve(import.meta.dirname, '../../..');
type Parameter = Parameters<typeof validate>[0];

/** What a validator of OpenAPI 3.1 says of a document, its `$ref`s over files followed. */
const problemsOf = async (document: Parameter): Promise<string> => {
  const result = await validate(document);
  return result.valid ? '' : compileErrors(result);
};

describe('the generated description of the routes', () => {
  test('of this repository is valid OpenAPI 3.1, over all its files', async () => {
    expect(await problemsOf(join(repository, 'generated/openapi.yaml'))).toBe('');
  });

  test('in one document is valid too', async () => {
    const document = selfContainedOpenApi(readBundle(join(repository, 'generated/bundle.json')));
    expect(await problemsOf(structuredClone(document) as unknown as Parameter)).toBe('');
  });

  test('would not be valid with a part that OpenAPI does not know', async () => {
    const document = { ...selfContainedOpenApi(readBundle(join(repository, 'generated/bundle.json'))), routes: [] };
    expect(await problemsOf(document as unknown as Parameter)).not.toBe('');
  });
});

describe('the files of a small contract', async () => {
  const files = await generateFrom({
    ...smallContract,
    'contracts/shop/examples/place-order/two.json': '{ "name": "two", "summary": "Two of it.", "payload": { "orderId": "x", "count": 2 } }',
  });
  const textOf = (path: string): string => files.find((file) => file.path === path)?.text ?? `no ${path}`;
  /** What is wrong with the document when only these files are there. */
  const problemsWith = async (there: typeof files): Promise<string> => {
    const folder = mkdtempSync(join(tmpdir(), 'vyarna-openapi-'));
    try {
      for (const { path, text } of there) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      return await problemsOf(join(folder, 'openapi.yaml'));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };

  test('tell a flow from an operation that is called alike', async () => {
    const shop = 'contracts/shop/asyncapi.yaml';
    const text = smallContract[shop] ?? '';
    const direct = text.replace(
      'permission: can-order, mutating: true',
      "http: { post: /v1/direct-orders, body: '*' }, permission: can-order, mutating: true",
    );
    expect(direct).not.toBe(text);
    const both = await generateFrom({ ...smallContract, [shop]: direct });
    const ids = both.filter(({ path }) => path.startsWith('openapi/')).flatMap((file) => /operationId: (.*)/.exec(file.text)?.[1] ?? []);
    expect(ids.sort()).toEqual(['getOrder', 'placeOrder-post-1', 'placeOrder-post-2']);
  });

  test('are valid, and not where one is missing', async () => {
    expect(await problemsWith(files)).toBe('');
    await expect(problemsWith(files.filter(({ path }) => path !== 'shop/schemas/order.schema.json'))).rejects.toThrow(/order\.schema\.json/);
  });

  test('name no field in the document itself', () => {
    expect(Object.entries((parse(textOf('openapi.yaml')) as { paths: object }).paths)).toEqual([
      ['/v1/orders', { $ref: './openapi/v1-orders.yaml' }],
      ['/v1/orders/{orderId}', { $ref: './openapi/v1-orders-order-id.yaml' }],
    ]);
  });

  test('describe a body without what the gateway makes, its examples too', () => {
    const { post } = parse(textOf('openapi/v1-orders.yaml')) as { post: Record<string, unknown> };
    expect(post['requestBody']).toEqual({
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: {
              count: { $ref: '../shop/schemas/place-order.schema.json#/$defs/shop.PlaceOrder/properties/count' },
              payment: { $ref: '../shop/schemas/place-order.schema.json#/$defs/shop.PlaceOrder/properties/payment' },
            },
            additionalProperties: false,
          },
          examples: { two: { summary: 'Two of it.', value: { count: 2 } } },
        },
      },
    });
  });

  test('are not there where nothing has a route', async () => {
    const shop = smallContract['contracts/shop/asyncapi.yaml'] ?? '';
    const without = await generateFrom({
      ...smallContract,
      'contracts/shop/asyncapi.yaml': shop.replaceAll(/http: \{[^}]*\{?[^}]*\}?[^}]*?\}, /g, ''),
    });
    expect(without.filter(({ path }) => path.startsWith('openapi'))).toEqual([]);
  });
});
