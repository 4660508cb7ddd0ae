import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guarded } from '../access/guarded.ts';
import { Refusal } from '../registry/refusal.ts';
import { isOfView } from './serve-view.ts';
import { Filled, record } from './testing/filled.ts';

const fails = async (): Promise<never> => Promise.reject(new Error('not asked'));

const query = (parameters: { readonly [name: string]: string | number }): string =>
  new URLSearchParams(Object.entries(parameters).map(([name, value]): [string, string] => [name, String(value)])).toString();

const order = (fields: readonly object[] = []) => record('Order', [{ name: 'id', type: 'string' }, ...fields]);
const note = { name: 'note', type: 'string', default: '' };

describe('the list of subjects', () => {
  const filled = new Filled();
  filled.register('orders-value', order());
  filled.register('orders-value', order([note]));
  filled.register('pre-orders', order());
  filled.register('gone', '"string"');
  filled.register(':.test:orders-value', order());
  filled.pure.execute({ type: 'delete-subject', subject: 'gone' });
  filled.pure.execute({ type: 'delete-version', subject: 'orders-value', version: 1 });
  filled.pure.execute({ type: 'set-config', subject: 'orders-value', config: { compatibilityLevel: 'FULL' } });
  filled.pure.execute({ type: 'set-mode', subject: 'pre-orders', mode: 'READONLY' });

  const rows = async (search = ''): Promise<string[]> => {
    const { body } = await filled.page(`./?${search}`);
    return [...body.matchAll(/<th scope="row">.*?<\/tr>/gs)].map(([row]) =>
      row
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    );
  };

  test('has counts, levels and modes, and says which subjects are deleted', async () => {
    expect(await rows()).toEqual([
      'gone deleted 0 and 1 deleted – BACKWARD READWRITE',
      'orders-value 1 and 1 deleted 2 FULL READWRITE',
      'pre-orders 1 1 BACKWARD READONLY',
      '.test orders-value 1 1 BACKWARD READWRITE',
    ]);
    expect(await filled.text('./')).toContain('4 subjects , 1 of them deleted, in 2 contexts. Where a subject sets nothing, the level is BACKWARD');
  });

  test.each([
    ['prefix=orders', ['orders-value', '.test orders-value']],
    ['prefix=*ORDERS', ['orders-value', 'pre-orders', '.test orders-value']],
    ['prefix=o*s-*e', ['orders-value', '.test orders-value']],
    ['prefix=:.test', ['.test orders-value']],
    ['context=.', ['gone deleted', 'orders-value', 'pre-orders']],
    ['context=.test', ['.test orders-value']],
    ['include=deleted', ['gone deleted']],
    ['include=active&context=.', ['orders-value', 'pre-orders']],
    ['page=7&prefix=gone', ['gone deleted']],
    ['page=x', ['gone deleted', 'orders-value', 'pre-orders', '.test orders-value']],
  ])('filtered by %s', async (search, names) => {
    expect((await rows(search)).map((row) => row.replace(/ \d.*/, ''))).toEqual(names);
  });

  test('says what to do where nothing fits', async () => {
    expect(await filled.text('./?prefix=nothing')).toContain('No subject fits. Show all subjects');
  });

  test('the filter keeps what was asked for', async () => {
    const { body } = await filled.page('./?prefix=%22a&context=.test&include=active');
    expect(body).toContain('value="&quot;a"');
    expect(body).toContain('<option value=".test" selected>');
    expect(body).toContain('<option value="active" selected>');
  });

  test('a long list has pages', async () => {
    const many = new Filled();
    for (let index = 0; index < 250; index += 1) many.register(`s${String(index).padStart(3, '0')}`, '"string"');
    const { body } = await many.page('./?page=2&prefix=s');
    expect(body.match(/<tr>\n<th scope="row">/g)).toHaveLength(100);
    expect(body).toContain('101 to 200 of 250');
    expect(body).toContain('href="./?prefix=s&amp;include=all&amp;page=1"');
    expect(body).toContain('href="./?prefix=s&amp;include=all&amp;page=3"');
  });

  test('an empty registry says how to begin', async () => {
    const empty = await new Filled().text('./');
    expect(empty).toContain('There is no schema yet');
    expect(empty).toContain('SCHEMA_REGISTRY_URL=http://registry.test');
    expect(empty).toContain('curl http://registry.test/subjects/greetings-value/versions');
  });
});

describe('a subject', () => {
  const filled = new Filled();
  filled.register('money', record('Money', [{ name: 'currency', type: 'string' }]));
  filled.register('orders', order());
  filled.register('orders', record('Order', [{ name: 'total', type: 'Money', 'confluent:tags': ['PII'] }]), {
    references: [{ name: 'Money', subject: 'money', version: 1 }],
    metadata: { properties: { owner: 'shop', key: 'hush' }, sensitive: ['key'], tags: { '**.total': ['SECRET'] } },
    ruleSet: { domainRules: [{ name: 'positive', kind: 'CONDITION', mode: 'WRITE', type: 'CEL', expr: 'message.total > 0', onFailure: 'DLQ' }] },
  });

  test('shows its settings, versions, references, tags, metadata and rules', async () => {
    const text = await filled.text('subject?subject=orders');
    for (const said of [
      'Level BACKWARD (not set here) A new version must read what the one before it wrote.',
      'Mode READWRITE (not set here)',
      'version 2 3 AVRO',
      'Money is money version 1',
      'since version 1',
      'PII Order.total',
      'SECRET **.total',
      'owner shop',
      'key hidden, as it is sensitive',
      'positive domain CONDITION WRITE CEL',
      'message.total > 0',
      'On failure DLQ',
    ]) {
      expect(text).toContain(said);
    }
    expect(text).not.toContain('hush');
  });

  test('tells who refers to it', async () => {
    expect(await filled.text('subject?subject=money')).toContain('Referenced by orders version 2');
  });

  test('every setting is told', async () => {
    const set = new Filled();
    set.register('s', '"string"');
    const config = {
      compatibilityLevel: 'NONE',
      compatibilityGroup: 'major',
      normalize: true,
      validateFields: true,
      validateNewSchemas: false,
    } as const;
    set.pure.execute({ type: 'set-config', subject: 's', config: { ...config, defaultMetadata: { properties: { a: 'b' } } } });
    set.pure.execute({ type: 'set-mode', subject: 's', mode: 'IMPORT', force: true });
    const text = await set.text('subject?subject=s');
    expect(text).toContain('Level NONE Nothing is compared. Mode IMPORT Schemas are taken over');
    expect(text).toContain('Group Only versions with the same value of the metadata property major are compared.');
    expect(text).toContain('Normalize Schemas are written in one way');
    expect(text).toContain('Reserved fields');
    expect(text).toContain('Defaults Avro schemas are taken although');
    expect(text).toContain('Default metadata {"properties":{"a":"b"}}');
  });

  test('each version says whether it fits the one before', async () => {
    const changing = new Filled();
    const enumOf = (...symbols: string[]) => ({ type: 'enum', name: 'E', symbols });
    for (const schema of [enumOf('A'), enumOf('A', 'B'), enumOf('A', 'C'), { ...enumOf('A', 'C'), default: 'A' }, enumOf('C')])
      changing.register('s', schema);
    const text = await changing.text('subject?subject=s');
    expect([...text.matchAll(/since version (\d) (fits \w+ ways?|\w+ only)/g)].map(([, since, fit]) => `${since} ${fit}`)).toEqual([
      '4 forward only',
      '3 fits both ways',
      '2 fits neither way',
      '1 backward only',
    ]);
  });

  test('two versions whose types lead on too far to be compared are said to be so', async () => {
    const filled = new Filled();
    filled.pure.execute({ type: 'set-config', subject: '', config: { compatibilityLevel: 'NONE' } });
    const chain = (leaf: string, given: object) =>
      record('Root', [
        ...Array.from({ length: 7_000 }, (_, n) => ({
          name: `f${leaf}${n}`,
          type: record(`R${n}`, [{ name: 'n', type: n === 0 ? leaf : `R${n - 1}` }]),
          ...given,
        })),
        { name: 'last', type: 'R6999' },
      ]);
    filled.register('chain', chain('int', {}));
    filled.register('chain', chain('string', {}));
    const { status, body } = await filled.page('compare?subject=chain&older=1&newer=2');
    expect(status).toBe(422);
    expect(body).toContain('The types lead from one to the next too often to be compared.');
  });

  test('the versions to compare are preset to the last two that are there', async () => {
    const some = new Filled();
    for (const fields of [[], [note], [note, { ...note, name: 'more' }]]) some.register('s', order(fields));
    some.pure.execute({ type: 'delete-version', subject: 's', version: 2 });
    const { body } = await some.page('subject?subject=s');
    expect([...body.matchAll(/<option value="(\d)" selected>/g)].map(([, version]) => version)).toEqual(['1', '3']);
  });
});

describe('a version', () => {
  test('is a readable schema, and its JSON', async () => {
    const filled = new Filled();
    const schema = order([
      { name: 'total', type: { type: 'bytes', logicalType: 'decimal', precision: 9, scale: 2 }, doc: 'With tax.', minimum: 0 },
      { name: 'big', type: 'long', default: 1 },
      note,
    ]);
    filled.register('s', JSON.stringify(schema).replace('"default":1', '"default":9007199254740993'));
    const text = await filled.text('version?subject=s&version=latest');
    expect(text).toContain(
      'record Order Field Type Default Meaning id string none total decimal of 9 digits, 2 after the point (bytes) none With tax. Limits at least 0',
    );
    expect(text).toContain('big long 9007199254740993 note string ""');
    expect(text).toContain('"default": 9007199254740993');
  });

  test('one that was deleted can still be read, and says so', async () => {
    const filled = new Filled();
    filled.register('s', '"string"');
    filled.register('s', '"long"');
    filled.pure.execute({ type: 'delete-version', subject: 's', version: 1 });
    expect(await filled.text('version?subject=s&version=1')).toContain('s version 1 deleted Version 2');
  });

  test('a JSON Schema is shown as it is written', async () => {
    const filled = new Filled();
    filled.pure.execute({ type: 'set-config', subject: '', config: { compatibilityLevel: 'NONE' } });
    filled.register('s', '{"type":"object"}', { schemaType: 'JSON' });
    expect(await filled.text('version?subject=s&version=1')).toContain(
      'This is a JSON Schema: it is shown as it is written. JSON Download as it is kept { "type": "object" }',
    );
  });

  test('its text can be had as the registry keeps it, under a plain file name', async () => {
    const filled = new Filled();
    filled.register('a/b "c"', ' "string" ');
    const { body, headers } = await filled.page(`text?${query({ subject: 'a/b "c"', version: 1 })}`);
    expect(body).toBe('"string"');
    expect(headers['content-disposition']).toBe('attachment; filename="a_b_c_-v1.avsc"');
  });

  test('a text of hundreds of kilobytes is for download only', async () => {
    const filled = new Filled();
    filled.register('s', record('R', [], { doc: 'd'.repeat(300_000) }));
    expect(await filled.text('version?subject=s&version=1')).toContain(
      'With 300,049 characters it is too long to be shown here. Download as it is kept',
    );
  });

  test('an id leads to the version that has it, or to those that do', async () => {
    const filled = new Filled();
    const { id } = filled.register('a b', '"string"');
    expect((await filled.page(`id?id=${id}`)).headers['location']).toBe('version?subject=a+b&version=1');
    filled.register('c', '"string"');
    expect(await filled.text(`id?id= ${id} `)).toBe(`Schema ${id} 2 versions have this schema: a b version 1 c version 1`);
  });

  test('a schema as deep as the registry takes it is shown or told to be too deep', async () => {
    const filled = new Filled();
    const nested = (depth: number): string => `${'{"type":"array","items":'.repeat(depth)}"int"${'}'.repeat(depth)}`;
    let depth = 4_000;
    for (; depth > 100; depth = Math.floor(depth / 2)) {
      try {
        filled.register('deep', nested(depth));
        break;
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
    }
    expect((await filled.page('version?subject=deep&version=1')).status).toBe(200);
    expect((await filled.page('compare?subject=deep&older=1&newer=1')).status).toBe(200);
  });
});

describe('two versions', () => {
  const filled = new Filled();
  filled.register('s', order());
  filled.register('s', order([note]));
  filled.register('s', order([{ name: 'total', type: 'int' }]));
  const compare = (older: number, newer: number, more = '') => filled.text(`compare?subject=s&older=${older}&newer=${newer}${more}`);
  const level = (compatibilityLevel: 'NONE' | 'BACKWARD' | 'FORWARD' | 'FULL_TRANSITIVE') =>
    filled.pure.execute({ type: 'set-config', subject: 's', config: { compatibilityLevel } });

  test('a verdict both ways, with the reasons', async () => {
    level('BACKWARD');
    const text = await compare(2, 3);
    expect(text).toContain("At the subject's level, BACKWARD No Version 3 may not follow version 2 at the level BACKWARD. It is there all the same");
    expect(text).toContain(
      'Backward No Who reads with version 3 cannot read all that was written with version 2, for 1 reason: total The writer has no field "total"',
    );
    expect(text).toContain('Forward Yes Who reads with version 2 can read all that was written with version 3.');
    expect(text).toContain('note removed');
    expect(text).toContain('total added – int');
  });

  test('the level in words', async () => {
    level('FORWARD');
    expect(await compare(2, 3)).toContain('FORWARD Yes Version 3 may follow version 2: all that FORWARD asks of these two holds.');
    level('NONE');
    expect(await compare(2, 3)).toContain('Not asked The level is NONE: nothing is compared');
    level('BACKWARD');
    expect(await compare(1, 3)).toContain(
      'Not asked BACKWARD compares a version with the one just before it only, and there are others between version 1 and version 3. They do not fit.',
    );
    level('FULL_TRANSITIVE');
    expect(await compare(1, 3)).toContain('FULL_TRANSITIVE No Version 3 may not follow version 1');
  });

  test('versions of one subject are put in their order', async () => {
    expect(await compare(3, 2)).toBe(await compare(2, 3));
  });

  test('as JSON, and with what did not change', async () => {
    expect(await compare(1, 2, '&as=json')).toContain('lines alike');
    expect(await compare(1, 2, '&as=json&all=1')).toContain('1 { 1 {');
    expect(await compare(1, 1)).toContain('Types: 1 alike. Fields and symbols: 1 alike. 1 type alike in both is not shown.');
    expect(await compare(1, 1, '&all=1')).toContain('id string string');
  });

  test('of two subjects, also of two contexts', async () => {
    const two = new Filled();
    two.register('a', order());
    two.register(':.test:a', order([note]));
    const text = await two.text(`compare?${query({ subject: 'a', older: 1, with: ':.test:a', newer: 'latest' })}`);
    expect(text).toContain(':.test:a version 1 may follow a version 1: all that BACKWARD asks of these two holds.');
  });

  test('of two groups are not compared', async () => {
    const grouped = new Filled();
    grouped.register('s', order(), { metadata: { properties: { major: '1' } } });
    grouped.register('s', order([note]), { metadata: { properties: { major: '2' } } });
    grouped.pure.execute({ type: 'set-config', subject: 's', config: { compatibilityGroup: 'major' } });
    expect(await grouped.text('compare?subject=s&older=1&newer=2')).toContain(
      'Only versions with the same value of the metadata property "major" are compared. Here it is "1" and "2".',
    );
  });

  test('of JSON Schemas are compared line by line, and not judged', async () => {
    const json = new Filled();
    json.pure.execute({ type: 'set-config', subject: '', config: { compatibilityLevel: 'NONE' } });
    json.register('s', '{"type":"object"}', { schemaType: 'JSON' });
    json.register('s', '{"type":"array"}', { schemaType: 'JSON' });
    const text = await json.text('compare?subject=s&older=1&newer=2');
    expect(text).toContain('"type": " object "');
    expect(text).not.toContain('Backward');
  });
});

describe('bad addresses', () => {
  const filled = new Filled();
  filled.register('s', '"string"');

  test.each([
    ['nope', 404, 'There is no such page here.'],
    ['assets/nope.css', 404, 'There is no such page here.'],
    ['assets/toString', 404, 'There is no such page here.'],
    ['constructor', 404, 'There is no such page here.'],
    ['subject', 422, 'The address lacks the parameter "subject".'],
    ['subject?subject=nope', 404, "Subject 'nope' not found."],
    ['version?subject=s&version=9', 404, 'Version 9 not found.'],
    ['version?subject=s&version=0', 422, 'must be the number of a version, from 1 on, or "latest"'],
    ['version?subject=s&version=1e1', 422, 'must be the number of a version'],
    ['compare?subject=s&older=1', 422, 'The parameter "newer" must be the number of a version'],
    ['compare?subject=s&older=1&newer=1&with=nope', 404, "Subject 'nope' not found."],
    ['id?id=x', 422, 'The id of a schema is a number from 1 on.'],
    ['id?id=77', 404, 'Schema 77 not found'],
  ])('%s', async (path, status, message) => {
    expect((await filled.page(path)).status).toBe(status);
    expect(await filled.text(path)).toContain(message);
  });

  test('a page below the folder still finds its style and the way back', async () => {
    const { body } = await filled.page('a/b/c');
    expect(body).toContain('href="../../assets/style.css?');
    expect(body).toContain('<a href="../.././">To the list of subjects</a>');
  });

  test('who may read some subjects only is shown those, and told what is not theirs', async () => {
    const shared = new Filled();
    shared.register('secret', record('Money', []));
    shared.register('open', record('Order', [{ name: 'total', type: 'Money' }]), { references: [{ name: 'Money', subject: 'secret', version: 1 }] });
    shared.register('base', '"string"');
    shared.register('hidden', record('H', []), { references: [{ name: 'x', subject: 'base', version: 1 }] });
    const caller = { name: 'anna', readsAll: false, may: (_: string, subject: string) => subject === 'open' || subject === 'base' };
    const { query } = guarded({ ...shared.asked, execute: fails, changes: fails, isLive: () => true, onChange: () => () => {} }, caller);
    shared.asked.query = query;
    expect(await shared.text('./')).toContain('2 subjects in 1 context');
    expect((await shared.page('subject?subject=secret')).status).toBe(403);
    expect(await shared.text('version?subject=secret&version=1')).toContain("Not yours to read anna has no right to read the subject 'secret'.");
    expect(await shared.text('version?subject=open&version=1')).toContain('A schema to which this one refers cannot be read. anna has no right');
    expect(await shared.text('version?subject=base&version=1')).toContain('Referenced by none');
    expect((await shared.page(`id?id=1`)).status).toBe(403);
  });

  test('what is unexpected is not hidden in a page', async () => {
    const failing = new Filled();
    failing.asked.query = async () => Promise.reject(new Error('the database is gone'));
    await expect(failing.page('./')).rejects.toThrow('the database is gone');
  });

  test('the folder without its slash leads to it', async () => {
    expect((await filled.page('/ui')).headers['location']).toBe('ui/');
    expect(['/ui', '/ui/', '/ui?a', '/ui/x', '/uix', '/subjects', '/a/ui'].map(isOfView)).toEqual([true, true, true, true, false, false, false]);
  });
});

describe('hostile input', { timeout: 60_000 }, () => {
  /** The tags of a page, so that one that is made by data shows. */
  const tags = (body: string): string[] => [...body.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""'));

  const everywhere = async (text: string): Promise<string[][]> => {
    const filled = new Filled();
    const subject = `s ${text}`;
    const fields = [
      {
        name: 'a',
        type: { type: 'string', [text]: text },
        default: text,
        doc: text,
        pattern: text.replaceAll(']', ''),
        'confluent:tags': [text],
        [`x${text}`]: text,
      },
    ];
    const metadata = { properties: { [`p${text}`]: text }, tags: { [`t${text}`]: [text] } };
    const ruleSet = {
      domainRules: [{ name: 'rule', doc: text, type: text, expr: text, params: { [`p${text}`]: text }, onFailure: text, tags: [text] }],
    };
    filled.register(subject, record('R', fields, { doc: text, [`y${text}`]: text }), { metadata, ruleSet });
    filled.register(subject, record('S', [{ name: 'r', type: 'R' }], { doc: `${text}!` }), { references: [{ name: text, subject, version: 1 }] });
    filled.pure.execute({ type: 'set-config', subject, config: { compatibilityGroup: text, alias: '' } });
    const paths = [
      './',
      `./?${query({ prefix: text, context: text })}`,
      `subject?${query({ subject })}`,
      ...[1, 2].map((version) => `version?${query({ subject, version })}`),
      `compare?${query({ subject, older: 1, newer: 2 })}`,
      `compare?${query({ subject, older: 1, newer: 2, as: 'json' })}`,
      `subject?${query({ subject: `nope ${text}` })}`,
      `version?${query({ subject, version: text })}`,
    ];
    return Promise.all(paths.map(async (path) => tags((await filled.page(path)).body)));
  };

  test('no text of a subject, a schema, its metadata or an address makes a tag or ends an attribute', async () => {
    const calm = await everywhere('calm');
    const hostile = fc.string({
      unit: fc.constantFrom('<', '>', '"', "'", '&', '/', '=', '`', 'script', 'a', ' ', '</textarea>', '<!--', ']]>', '&lt;'),
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        expect(await everywhere(`calm${text}`)).toEqual(calm);
      }),
      {
        numRuns: 40,
        examples: [['<script>alert(1)</script>'], ['"><img src=x onerror=alert(1)>'], ["' onmouseover='alert(1)"], ['</textarea><script>']],
      },
    );
  });

  test('every answer forbids foreign scripts, styles, frames and bases', async () => {
    const filled = new Filled();
    for (const path of ['/ui', './', 'nope', 'subject', 'assets/style.css', 'assets/copy-button.js', 'assets/icon.svg']) {
      const { headers } = await filled.page(path);
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      );
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });

  test('a schema of 10,000 fields is shown and compared in seconds', async () => {
    const filled = new Filled();
    const wide = (word: string) =>
      order(Array.from({ length: 10_000 }, (_, index) => ({ ...note, name: `${word}_${index}`, doc: `Field ${index}.` })));
    filled.register('s', wide('field'));
    filled.register('s', wide('other'));
    const begun = performance.now();
    expect((await filled.page('version?subject=s&version=1')).body.match(/<tr>/g)).toHaveLength(10_002);
    expect(await filled.text('compare?subject=s&older=1&newer=2')).toContain('Fields and symbols: 10,000 added, 10,000 removed, 1 alike.');
    expect((await filled.page('compare?subject=s&older=1&newer=2&as=json')).status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(30_000);
  });
});
