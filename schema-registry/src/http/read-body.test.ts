import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { HeldBytes } from './held-bytes.ts';
import { readBody } from './read-body.ts';

const begun = (held: HeldBytes) => {
  const stream = new PassThrough();
  const request = Object.assign(stream, { headers: {}, complete: true }) as unknown as IncomingMessage;
  return { stream, body: readBody(request, 'utf-8', 100, held) };
};

test('bodies that come in at once are refused where they are too much together, and taken again when others are read', async () => {
  const held = new HeldBytes(150);
  const first = begun(held);
  const second = begun(held);
  first.stream.write(`{"schema":"${'x'.repeat(80)}`);
  second.stream.write(`{"schema":"${'x'.repeat(70)}`);
  await expect(second.body).rejects.toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
  second.stream.end('"}');
  first.stream.end('"}');
  expect(await first.body).toEqual({ schema: 'x'.repeat(80) });
  const third = begun(held);
  third.stream.end(`{"schema":"${'y'.repeat(85)}"}`);
  expect(await third.body).toEqual({ schema: 'y'.repeat(85) });
});

test('what was held of a refused body is given back', async () => {
  const held = new HeldBytes(150);
  for (let n = 0; n < 5; n += 1) {
    const { stream, body } = begun(held);
    stream.write('x'.repeat(90));
    stream.end('x'.repeat(90));
    await expect(body).rejects.toMatchObject({ status: 413 });
  }
  const { stream, body } = begun(held);
  stream.end('{}');
  expect(await body).toEqual({});
});
