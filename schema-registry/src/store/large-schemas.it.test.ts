import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, type Instance, startAlone } from '../testing/instance.ts';

let registry: Instance;

beforeAll(async () => {
  registry = await startAlone();
});

afterAll(() => registry.close());

const post = (path: string, body: object) => call(registry, 'POST', path, body);
const setLevel = (subject: string, compatibility: string) => call(registry, 'PUT', `/config/${subject}`, { compatibility });
const record = (fields: number, ...others: readonly object[]) =>
  JSON.stringify({
    type: 'record',
    name: 'shop.Wide',
    fields: [...Array.from({ length: fields }, (_, n) => ({ name: `f${n}`, type: ['null', 'string'], default: null })), ...others],
  });
/** Of each kind of large work the schema is above the size from which on another thread does it. */
const large = (...others: readonly object[]) => record(5_000, ...others);

/** How many requests of another kind were answered before the work was done. */
async function answeredMeanwhile<Result>(work: Promise<Result>): Promise<{ readonly result: Result; readonly answered: number }> {
  let answered = 0;
  let isDone = false;
  const marked = work.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    expect((await call(registry, 'GET', '/subjects')).status).toBe(200);
    if (!isDone) answered += 1;
  }
  return { result: await marked, answered };
}

describe('a schema that is large', () => {
  test('of 10,000 fields is registered, found, read and checked, while other requests are answered', async () => {
    const schema = record(10_000);
    const { result, answered } = await answeredMeanwhile(post('/subjects/wide/versions', { schema }));
    expect(result).toMatchObject({ status: 200, body: { version: 1, schema } });
    expect(answered).toBeGreaterThan(3);
    expect(await post('/subjects/wide/versions', { schema })).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await post('/subjects/wide', { schema })).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await post('/subjects/wide', { schema: record(9_999) })).toMatchObject({ status: 404, body: { error_code: 40403 } });
    const { id } = result.body as { id: number };
    expect(await call(registry, 'GET', `/schemas/ids/${id}`)).toMatchObject({ status: 200, body: { schema } });
  });

  test.each([
    [
      'just under 10 MB',
      JSON.stringify({ type: 'record', name: 'R', doc: 'x'.repeat(10_000_000), fields: [] }),
      42_209,
      '1000000 characters at most',
    ],
    ['1,500 levels', `${'{"type":"array","items":'.repeat(1_500)}"int"${'}'.repeat(1_500)}`, 42_201, 'nested more than 1000 deep'],
    ['400,000 brackets', '['.repeat(400_000), 42_201, 'nested'],
    ['a fault at its end', large({ name: 'last', type: 'strnig' }), 42_201, 'strnig'],
    ['JSON that ends too early', large().slice(0, -1), 42_201, 'Invalid schema'],
  ])('is refused for %s, while other requests are answered', async (_, schema, code, words) => {
    for (const path of ['/subjects/refused/versions', '/subjects/refused', '/compatibility/subjects/refused/versions']) {
      const { result } = await answeredMeanwhile(post(path, { schema }));
      expect(result).toEqual({ status: 422, type: expect.any(String), body: { error_code: code, message: expect.stringContaining(words) } });
    }
  });

  test('is refused for a default that does not fit, unless the config takes that', async () => {
    const schema = large({ name: 'last', type: 'int', default: 'x' });
    expect(await post('/subjects/default/versions', { schema })).toMatchObject({
      status: 422,
      body: { message: expect.stringContaining('default') },
    });
    await call(registry, 'PUT', '/config/default', { validateNewSchemas: false });
    expect(await post('/subjects/default/versions', { schema })).toMatchObject({ status: 200, body: { version: 1 } });
  });

  test('of 900 levels is taken', async () => {
    const schema = `${'{"type":"array","items":'.repeat(900)}"int"${'}'.repeat(900)}`;
    expect(await post('/subjects/deep/versions', { schema })).toMatchObject({ status: 200, body: { version: 1 } });
  });

  test('is compared with many large versions, and a registration beside it waits for none of it', async () => {
    await setLevel('many', 'NONE');
    for (let version = 1; version <= 12; version += 1) {
      expect((await post('/subjects/many/versions', { schema: large({ name: `v${version}`, type: 'int', default: 0 }) })).status).toBe(200);
    }
    await setLevel('many', 'FULL_TRANSITIVE');
    const check = post('/compatibility/subjects/many/versions?verbose=true', { schema: large() });
    const { result, answered } = await answeredMeanwhile(check);
    expect(result).toMatchObject({ status: 200, body: { is_compatible: true, messages: [] } });
    expect(answered).toBeGreaterThan(10);

    const order: string[] = [];
    const registering = post('/subjects/many/versions', { schema: large({ name: 'v13', type: 'int', default: 0 }) }).then((answer) => {
      order.push('large');
      return answer;
    });
    expect((await post('/subjects/small/versions', { schema: '"int"' })).status).toBe(200);
    order.push('small');
    expect(await registering).toMatchObject({ status: 200, body: { version: 13 } });
    expect(order).toEqual(['small', 'large']);

    const refused = await post('/subjects/many/versions', { schema: large({ name: 'v14', type: 'int' }) });
    expect(refused).toMatchObject({ status: 409, body: { message: expect.stringContaining('READER_FIELD_MISSING_DEFAULT_VALUE at /fields/5000') } });
    expect((refused.body as { message: string }).message).toContain('version 1 writes');
  });

  test('says of a thousand faults a thousand, and that there are more', async () => {
    await post('/subjects/faults/versions', { schema: record(0) });
    const fields = Array.from({ length: 6_000 }, (_, n) => ({ name: `needed${n}`, type: 'string' }));
    const { body } = await post('/compatibility/subjects/faults/versions?verbose=true', { schema: record(0, ...fields) });
    const { is_compatible, messages } = body as { is_compatible: boolean; messages: readonly string[] };
    expect([is_compatible, messages.length, messages[0]?.slice(0, 57), messages[1_000]]).toEqual([
      false,
      1_002,
      'READER_FIELD_MISSING_DEFAULT_VALUE at /fields/0 (the new ',
      'There is more; it is told when this is mended.',
    ]);
  });

  test('is normalized, resolved and a JSON Schema as a small one is', async () => {
    const inner = JSON.stringify({ type: 'record', name: 'shop.Inner', fields: JSON.parse(large()).fields });
    expect((await post('/subjects/inner/versions', { schema: inner })).status).toBe(200);
    const references = [{ name: 'shop.Inner', subject: 'inner', version: 1 }];
    const outer = '{"fields":[{"type":"shop.Inner","name":"inner"}],"name":"shop.Outer","type":"record"}';
    const made = await post('/subjects/outer/versions?normalize=true', { schema: outer, references });
    expect(made).toMatchObject({
      status: 200,
      body: { version: 1, schema: '{"name":"shop.Outer","type":"record","fields":[{"name":"inner","type":"shop.Inner"}]}' },
    });
    const { body } = await call(registry, 'GET', '/subjects/outer/versions/1?format=resolved');
    expect(JSON.parse((body as { schema: string }).schema).fields[0].type.fields).toHaveLength(5_000);
    expect(await post('/subjects/outer', { schema: (body as { schema: string }).schema })).toMatchObject({ status: 200, body: { version: 1 } });

    await setLevel('document', 'NONE');
    const properties = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`property${n}`, { type: 'string' }]));
    const document = { schema: JSON.stringify({ type: 'object', properties }), schemaType: 'JSON' };
    expect(await post('/subjects/document/versions', document)).toMatchObject({ status: 200, body: { version: 1, schemaType: 'JSON' } });
    const wrong = { ...document, schema: JSON.stringify({ type: 'objekt', properties }) };
    expect(await post('/subjects/document/versions', wrong)).toMatchObject({ status: 422, body: { error_code: 42_201 } });
  });

  test('that are many of one subject at once become versions one after another', async () => {
    await post('/subjects/burst/versions', { schema: large() });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => post('/subjects/burst/versions', { schema: large({ name: `b${n}`, type: 'int', default: 0 }) })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(answers.map(({ body }) => (body as { version: number }).version).sort((a, b) => a - b)).toEqual(answers.map((_, n) => n + 2));
    const small = await Promise.all([
      post('/subjects/burst/versions', { schema: large({ name: 'last', type: 'int', default: 0 }) }),
      post('/subjects/burst/versions', { schema: '"int"' }),
    ]);
    expect(small.map(({ status }) => status)).toEqual([200, 409]);
  });

  test('sent by many at once is one version', async () => {
    const schema = large({ name: 'shared', type: 'int', default: 0 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => post('/subjects/shared/versions', { schema })));
    expect(new Set(answers.map(({ status, body }) => `${status} ${(body as { version: number }).version}`))).toEqual(new Set(['200 1']));
  });
});

test('what stands beside a schema is small', async () => {
  const properties = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`key${n}`, 'value']));
  const tooLarge = { status: 422, body: { error_code: 42_209 } };
  expect(await post('/subjects/beside/versions', { schema: '"int"', metadata: { properties: properties(100_000) } })).toMatchObject(tooLarge);
  expect(await post('/subjects/beside/versions', { schema: '"int"', metadata: { properties: properties(10_000) } })).toMatchObject(tooLarge);
  expect(await post('/subjects/beside/versions', { schema: '"int"', metadata: { properties: properties(1_000) } })).toMatchObject({ status: 200 });
  expect(await call(registry, 'PUT', '/config/beside', { defaultMetadata: { properties: properties(10_000) } })).toMatchObject(tooLarge);
});
