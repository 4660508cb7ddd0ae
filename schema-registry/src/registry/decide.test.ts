import { describe, expect, test } from 'vitest';
import { outcomeOf, PureRegistry } from '../testing/pure-registry.ts';
import type { Config } from './config.ts';
import type { RegisteredSchema, SentSchema } from './schema.ts';

const record = (name: string, ...fields: object[]): string => JSON.stringify({ type: 'record', name, fields });
const field = (name: string, type: unknown = 'int', others: object = {}): object => ({ name, type, ...others });
const v1 = record('shop.Order', field('id'));
const v2 = record('shop.Order', field('id'), field('n', 'int', { default: 0 }));
const broken = record('shop.Order', field('id', 'string'));

function registry(config: Config = {}) {
  const pure = new PureRegistry();
  if (Object.keys(config).length > 0) pure.execute({ type: 'set-config', subject: '', config });
  const register = (subject: string, schema: string, others: Partial<SentSchema> = {}, options: { normalize?: boolean; force?: boolean } = {}) =>
    pure.execute({ type: 'register', subject, schema: { schema, ...others }, ...options }) as RegisteredSchema;
  const code = (work: () => unknown): unknown => outcomeOf(work);
  return { pure, register, code };
}

describe('registering', () => {
  test('gives one id to a schema under all subjects of a context, and one guid over contexts', () => {
    const { register } = registry();
    const a = register('a', v1);
    register('b', v2);
    const c = register('c', v1);
    const elsewhere = register(':.x:a', v1);
    expect([a.id, c.id, elsewhere.id]).toEqual([1, 1, 1]);
    expect(elsewhere).toMatchObject({ subject: ':.x:a', guid: a.guid, version: 1 });
  });

  test('refuses half of a surrogate pair, which the database would turn into another text, and keeps its escape', () => {
    const { register } = registry({ compatibilityLevel: 'NONE' });
    const described = (doc: string): string => `{"type":"record","name":"R","doc":"${doc}","fields":[]}`;
    expect(() => register('a', described('\ud83d'))).toThrow(/character 36 is half of a surrogate pair\. .* the escape \\ud800 itself/);
    expect(() => register('a', `{"title":"\ud83d"}`, { schemaType: 'JSON' })).toThrow('half of a surrogate pair');
    expect(register('a', described('\\ud83d')).schema).toBe(described('\\ud83d'));
    expect(register('a', described('\u{1f600}')).schema).toBe(described('\u{1f600}'));
  });

  test('after a soft delete gives a new version with the same id, and the deleted one gives way', () => {
    const { pure, register } = registry();
    register('a', v1);
    register('a', v2);
    pure.execute({ type: 'delete-subject', subject: 'a' });
    expect(register('a', v1)).toMatchObject({ id: 1, version: 3 });
    expect(pure.ask({ type: 'versions', subject: 'a', include: 'all' })).toEqual([
      { version: 2, deleted: true },
      { version: 3, deleted: false },
    ]);
  });

  test('gives a schema that is gone its id again when it comes back, and to no other', () => {
    const { pure, register } = registry();
    register('a', v1);
    pure.execute({ type: 'delete-subject', subject: 'a' });
    pure.execute({ type: 'delete-subject', subject: 'a', permanent: true });
    expect(register('a', v2)).toMatchObject({ id: 2, version: 1 });
    expect(register('b', v1)).toMatchObject({ id: 1, version: 1 });
  });

  test('compares by the level, unless forced or importing', () => {
    const { pure, register, code } = registry({ compatibilityLevel: 'FULL_TRANSITIVE' });
    register('a', v1);
    expect(code(() => register('a', broken))).toBe(409);
    expect(register('a', broken, {}, { force: true })).toMatchObject({ version: 2 });
    pure.execute({ type: 'set-mode', subject: 'a', mode: 'IMPORT', force: true });
    expect(register('a', v2, { id: 7, version: 9 })).toMatchObject({ id: 7, version: 9 });
  });

  test('finds what v1 has, v2 drops and v3 brings back with another type, at the transitive levels', () => {
    const [one, two, three] = [record('R', field('x', 'int', { default: 0 })), record('R'), record('R', field('x', 'string', { default: '' }))];
    for (const [level, last] of [
      ['FULL', 3],
      ['FULL_TRANSITIVE', 409],
      ['BACKWARD_TRANSITIVE', 409],
      ['FORWARD_TRANSITIVE', 409],
    ] as const) {
      const { register, code } = registry({ compatibilityLevel: level });
      register('a', one);
      register('a', two);
      expect(code(() => register('a', three).version)).toBe(last);
    }
  });

  test('takes ids in mode IMPORT only, and there needs them', () => {
    const { pure, register, code } = registry();
    expect(code(() => register('a', v1, { id: 5 }))).toBe(42205);
    pure.execute({ type: 'set-mode', subject: '', mode: 'IMPORT' });
    expect(code(() => register('a', v1))).toBe(42205);
    expect(register('a', v1, { id: 5, version: 3 })).toMatchObject({ id: 5, version: 3 });
    expect(code(() => register('b', v2, { id: 5 }))).toBe(42205);
    pure.execute({ type: 'remove-mode', subject: '' });
    expect(register('a', v2)).toMatchObject({ id: 6, version: 4 });
  });

  test('takes a version only when it is the next', () => {
    const { register, code } = registry();
    expect(code(() => register('a', v1, { version: 2 }))).toBe(42201);
    expect(register('a', v1, { version: 1 })).toMatchObject({ version: 1 });
    expect(register('a', v1, { version: -1 })).toMatchObject({ version: 1 });
  });

  test('with version -1 makes an older schema the newest again, numbered in its metadata', () => {
    const { register } = registry({ compatibilityLevel: 'NONE' });
    register('a', v1);
    register('a', v2);
    expect(register('a', v1, { version: -1 })).toMatchObject({ version: 3, id: 3, metadata: { properties: { 'confluent:version': '3' } } });
    expect(register('a', v1, { version: -1 })).toMatchObject({ version: 3, id: 3 });
  });

  test('takes over text, metadata and rules of the newest version where they are left out', () => {
    const { register, code } = registry();
    expect(code(() => register('a', ''))).toBe(42201);
    const metadata = { properties: { owner: 'sales' } };
    register('a', v1, { metadata });
    expect(register('a', v2)).toMatchObject({ version: 2, metadata });
    expect(register('a', '', { metadata: { properties: { owner: 'stock' } } })).toMatchObject({ version: 3, schema: v2 });
  });

  test('adds the config’s defaults and overrides', () => {
    const { register } = registry({
      defaultMetadata: { properties: { owner: 'nobody', region: 'eu' } },
      overrideMetadata: { properties: { checked: 'yes' } },
      defaultRuleSet: { domainRules: [{ name: 'a', type: 'CEL' }] },
    });
    expect(register('a', v1, { metadata: { properties: { owner: 'sales', checked: 'no' } } })).toMatchObject({
      metadata: { properties: { owner: 'sales', region: 'eu', checked: 'yes' } },
      ruleSet: { domainRules: [{ name: 'a', type: 'CEL' }] },
    });
  });

  test('holds reserved fields back where fields are validated', () => {
    const { register, code } = registry({ validateFields: true });
    const metadata = { properties: { 'confluent:reserved': 'n, m' } };
    register('a', v1, { metadata });
    expect(code(() => register('a', v2, { metadata }))).toBe(409);
    expect(code(() => register('a', v1, { metadata: { properties: { 'confluent:reserved': 'm' } } }))).toBe(409);
  });

  test('compares within a compatibility group only', () => {
    const { register, code } = registry({ compatibilityGroup: 'major' });
    const of = (major: string) => ({ metadata: { properties: { major } } });
    register('a', v1, of('1'));
    expect(register('a', broken, of('2'))).toMatchObject({ version: 2 });
    expect(code(() => register('a', record('shop.Order', field('id', 'bytes'), field('x')), of('2')))).toBe(409);
  });

  test('refuses defaults that do not fit, unless new schemas are not validated', () => {
    const schema = record('R', field('n', 'int', { default: 'x' }));
    const { pure, register, code } = registry();
    expect(code(() => register('a', schema))).toBe(42201);
    pure.execute({ type: 'set-config', subject: 'a', config: { validateNewSchemas: false } });
    expect(register('a', schema)).toMatchObject({ version: 1 });
  });

  test('writes schemas in their normal form where asked to', () => {
    const { register } = registry();
    const { schema } = register('a', '{"fields": [], "namespace": "shop", "name": "Order", "type": "record"}', {}, { normalize: true });
    expect(schema).toBe('{"name":"shop.Order","type":"record","fields":[]}');
  });

  test('keeps JSON Schemas of every draft at level NONE, and says what is wrong with them', () => {
    const { pure, register, code } = registry();
    const schema = JSON.stringify({ type: 'object' });
    expect(code(() => register('a', schema, { schemaType: 'JSON' }))).toBe(42201);
    pure.execute({ type: 'set-config', subject: '', config: { compatibilityLevel: 'NONE' } });
    for (const draft of [
      'http://json-schema.org/draft-04/schema#',
      'http://json-schema.org/draft-06/schema#',
      'http://json-schema.org/draft-07/schema',
    ]) {
      expect(register('a', JSON.stringify({ $schema: draft, type: 'object' }), { schemaType: 'JSON' }).schemaType).toBe('JSON');
    }
    for (const draft of ['https://json-schema.org/draft/2019-09/schema', 'https://json-schema.org/draft/2020-12/schema#']) {
      expect(register('a', JSON.stringify({ $schema: draft, type: 'object' }), { schemaType: 'JSON' }).schemaType).toBe('JSON');
      expect(() => register('a', JSON.stringify({ $schema: draft, type: 'objekt' }), { schemaType: 'JSON' })).toThrow(/at \/type: /);
    }
    expect(() => register('a', '{"$schema": "other"}', { schemaType: 'JSON' })).toThrow(/"other"; the drafts known here are/);
    for (const wrong of ['{"type": "objekt"}', '[]', '{', '5']) expect(code(() => register('a', wrong, { schemaType: 'JSON' }))).toBe(42201);
    expect(code(() => register('a', 'syntax = "proto3";', { schemaType: 'PROTOBUF' }))).toBe(42201);
  });
});

describe('references', () => {
  const line = record('shop.Line', field('quantity'));
  const order = record('shop.Order', field('line', 'shop.Line'));
  const using = (subject: string, version = 1) => ({ references: [{ name: 'shop.Line', subject, version }] });

  test('are resolved, also through others and beside the subject of their context', () => {
    const { register, code } = registry();
    expect(code(() => register(':.x:order', order, using('line')))).toBe(42201);
    register(':.x:line', line);
    expect(register(':.x:order', order, using('line')).references).toEqual([{ name: 'shop.Line', subject: 'line', version: 1 }]);
    const book = record('shop.Book', field('orders', { type: 'array', items: 'shop.Order' }));
    expect(register('book', book, { references: [{ name: 'shop.Order', subject: ':.x:order', version: 1 }] })).toMatchObject({ version: 1 });
  });

  test('to the newest version are to its number', () => {
    const { register } = registry();
    register('line', line);
    expect(register('order', order, using('line', -1)).references).toEqual([{ name: 'shop.Line', subject: 'line', version: 1 }]);
    expect(register('order', order, using('line', 1))).toMatchObject({ version: 1 });
  });

  test('make the compatibility of what they stand for count', () => {
    const { register, code } = registry({ compatibilityLevel: 'BACKWARD' });
    register('line', line);
    register('line', record('shop.Line', field('quantity', 'string')), {}, { force: true });
    register('order', order, using('line', 1));
    expect(code(() => register('order', order, using('line', 2)))).toBe(409);
  });

  test('are found again by a schema that has them written out', () => {
    const { pure, register } = registry();
    register('line', line);
    register('order', order, using('line'));
    const whole = record('shop.Order', field('line', JSON.parse(line)));
    expect(pure.ask({ type: 'look-up', subject: 'order', schema: { schema: whole } })).toMatchObject({ version: 1, schema: order });
    expect(register('order', whole)).toMatchObject({ version: 1 });
    expect(pure.ask({ type: 'version', subject: 'order', version: 1, format: 'resolved' }).schema).toBe(whole);
  });

  test('keep what they refer to from being deleted', () => {
    const { pure, register, code } = registry();
    register('line', line);
    register('order', order, using('line'));
    expect(pure.ask({ type: 'referenced-by', subject: 'line', version: 1 })).toEqual([2]);
    expect(code(() => pure.execute({ type: 'delete-version', subject: 'line', version: 1 }))).toBe(42206);
    expect(code(() => pure.execute({ type: 'delete-subject', subject: 'line' }))).toBe(42206);
    pure.execute({ type: 'delete-subject', subject: 'order' });
    pure.execute({ type: 'delete-subject', subject: 'line' });
    expect(code(() => pure.execute({ type: 'delete-subject', subject: 'line', permanent: true }))).toBe(42206);
  });
});

describe('a subject that clients could not write in a URL', () => {
  test.each(['.', '..', ':.test:..'])('%s is refused', (subject) => {
    const { pure, code } = registry();
    expect(code(() => pure.execute({ type: 'register', subject, schema: { schema: v1 } }))).toBe(42_208);
    expect(code(() => pure.execute({ type: 'set-config', subject, config: { compatibilityLevel: 'NONE' } }))).toBe(42_208);
  });
});

describe('settings', () => {
  test('fall back from subject to context, to all contexts, to the defaults', () => {
    const { pure } = registry();
    const level = (subject: string) => pure.ask({ type: 'config', subject, inScope: true }).compatibilityLevel;
    const set = (subject: string, compatibilityLevel: 'NONE' | 'FULL' | 'FORWARD') =>
      pure.execute({ type: 'set-config', subject, config: { compatibilityLevel } });
    expect(level(':.x:a')).toBe('BACKWARD');
    set(':.__GLOBAL:', 'FULL');
    expect([level('a'), level(':.x:a')]).toEqual(['FULL', 'FULL']);
    set('', 'NONE');
    expect([level('a'), level(':.x:a')]).toEqual(['NONE', 'FULL']);
    set(':.x:', 'FORWARD');
    expect([level('a'), level(':.x:a')]).toEqual(['NONE', 'FORWARD']);
    pure.execute({ type: 'set-config', subject: ':.x:a', config: { normalize: true } });
    expect(pure.ask({ type: 'config', subject: ':.x:a' })).toEqual({ compatibilityLevel: 'FORWARD', normalize: true });
  });

  test.each([
    [{ compatibilityPolicy: 'LENIENT' }, 422],
    [{ validateRules: true }, 422],
    [{ aliasForDeks: 'x' }, 422],
    [{ unknown: 1 }, 422],
    [{ compatibilityLevel: 'SOME' }, 42203],
    [{ defaultRuleSet: { domainRules: [{ name: '-', type: 'CEL' }] } }, 42210],
    [{ overrideRuleSet: { domainRules: [{ name: 'a', type: 'CEL', mode: 'UPGRADE' }] } }, 42210],
  ])('that would have no effect are refused: %j', (config, code) => {
    const { pure } = registry();
    expect(outcomeOf(() => pure.execute({ type: 'set-config', subject: 'a', config: config as Config }))).toBe(code);
    expect(pure.log).toEqual([]);
  });

  test('in mode READONLY nothing of a subject changes, but its mode', () => {
    const { pure, register, code } = registry();
    register('a', v1);
    pure.execute({ type: 'set-mode', subject: 'a', mode: 'READONLY' });
    expect(code(() => register('a', v2))).toBe(42205);
    expect(register('a', v1)).toMatchObject({ version: 1 });
    expect(code(() => pure.execute({ type: 'delete-subject', subject: 'a' }))).toBe(42205);
    expect(code(() => pure.execute({ type: 'set-config', subject: 'a', config: { normalize: true } }))).toBe(42205);
    expect(pure.execute({ type: 'remove-mode', subject: 'a' })).toBe('READONLY');
    expect(register('a', v2)).toMatchObject({ version: 2 });
  });

  test('make one subject’s name stand for another', () => {
    const { pure, register } = registry();
    pure.execute({ type: 'set-config', subject: 'alias', config: { alias: 'real' } });
    expect(register('alias', v1)).toMatchObject({ subject: 'real', version: 1 });
    expect(pure.ask({ type: 'schemas', prefix: 'alias', include: 'active', aliases: true })).toMatchObject([{ subject: 'real', aliases: ['alias'] }]);
  });
});
