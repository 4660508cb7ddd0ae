import { smallContract, writeRepository } from '@vyarna/loader/testing';
import { afterEach, expect, test, vi } from 'vitest';
import { run } from '../run.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** Runs the command in a repository of its own. */
const explain = async (files: typeof smallContract, ...words: readonly string[]) => {
  const { root, remove } = writeRepository(files);
  cleanups.push(remove);
  vi.spyOn(process, 'cwd').mockReturnValue(root);
  const [out, error]: [string[], string[]] = [[], []];
  const code = await run(['explain', ...words], { out: (line) => void out.push(line), error: (line) => void error.push(line) });
  return { code, out, error };
};

test('without a name it lists the topics with their kind', async () => {
  const { code, out } = await explain(smallContract);
  expect([code, out]).toEqual([
    0,
    [
      'edge.replies.{slot}   reply',
      'flow.replies          reply',
      'get-order-entity      request',
      'place-order-entity    request   Places an order.',
      'place-order-flow      trigger',
      'shop.order.placed.v1  event',
      'shop/orderReplies     reply',
      'ztracking-order       snapshot',
    ],
  ]);
});

test('--format json is one JSON document', async () => {
  const { code, out } = await explain(smallContract, 'place-order-entity', '--format', 'json');
  expect(code).toBe(0);
  expect(JSON.parse(out.join('\n'))).toMatchObject({ explains: 'topic', topic: 'place-order-entity', channel: { mutating: true } });
});

test('a name that there is not gets the nearest one', async () => {
  expect(await explain(smallContract, 'place-order-entiti')).toEqual({
    code: 2,
    out: [],
    error: [
      'vyarna explain: The contracts have no topic, type, operation or message place-order-entiti. Did you mean "place-order-entity"? vyarna explain --help tells more.',
    ],
  });
});

test('the last part of the full name of a type does, unless several types have it', async () => {
  const { code, out } = await explain(smallContract, 'OrderStatus');
  expect([code, out[0]]).toEqual([0, expect.stringContaining('shop.OrderStatus')]);
  const twin = '{ "type": "enum", "name": "mail.OrderStatus", "symbols": ["A"] }';
  expect((await explain({ ...smallContract, 'contracts/mail/schemas/order-status.avsc': twin }, 'OrderStatus')).error).toEqual([
    'vyarna explain: Several types are named OrderStatus: mail.OrderStatus, shop.OrderStatus. Give one of these names. vyarna explain --help tells more.',
  ]);
});

test('contracts with findings explain nothing', async () => {
  const { code, out, error } = await explain({ ...smallContract, 'contracts/shop/schemas/card.avsc': '{ "type": "record" }' }, 'place-order-flow');
  expect([code, out]).toEqual([100, []]);
  expect(error[0]).toMatch(/^contracts\/shop\/schemas\/card\.avsc:1:\d+: /);
});
