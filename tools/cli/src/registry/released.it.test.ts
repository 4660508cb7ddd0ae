import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GitRepository } from '@vyarna/release/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TestRegistry } from './testing/registries.ts';
import { runVyarna } from './testing/run-vyarna.ts';

const GET = 'contracts/shop/schemas/get-order.avsc';
const GOT = 'contracts/shop/released/get-order-entity-value';
const SUBJECT = 'get-order-entity-value';

let registry: TestRegistry;
let repository: GitRepository;

beforeEach(async () => {
  registry = await TestRegistry.start();
  repository = new GitRepository();
});

afterEach(async () => {
  repository.remove();
  await registry.stop();
});

const getOrder = (field: string): string =>
  `{ "type": "record", "name": "GetOrder", "namespace": "shop", "doc": "Asks for one order.", "fields": [
  { "name": "orderId", "type": { "type": "string", "logicalType": "uuid" }, "doc": "Which one." }${field === '' ? '' : `,\n  ${field}`} ] }
`;
const LIMIT = '{ "name": "limit", "type": "int", "default": 1, "doc": "At most." }';
const OTHER_LIMIT = '{ "name": "limit", "type": "string", "default": "", "doc": "At most." }';

const vyarna = (...words: readonly string[]) => runVyarna(repository.root, words, { SCHEMA_REGISTRY_URL: registry.url });
const ask = (path: string): Promise<unknown> => registry.ask('GET', path);

/** Releases v1 with a field, v2 without it, on main. */
const twoVersions = async (): Promise<void> => {
  for (const field of [LIMIT, '']) {
    repository.write(GET, getOrder(field));
    expect((await vyarna('release')).code).toBe(0);
    repository.commit();
  }
};

describe('vyarna registry push', () => {
  test('shows what a registry lacks, sends it in order with the levels, and nothing twice', async () => {
    await twoVersions();
    const lacks = `${registry.url}: lacks 8 versions and 7 levels of 7 released subjects`;
    const dry = await vyarna('registry', 'push', '--dry-run');
    expect(dry).toMatchObject({ code: 0, error: ['vyarna registry push: nothing was sent, as --dry-run asks.'] });
    expect(dry.out.slice(0, 3)).toEqual([`~ ${SUBJECT}: level FULL_TRANSITIVE`, `+ ${SUBJECT}: version 1`, `+ ${SUBJECT}: version 2`]);
    expect(dry.out.at(-1)).toBe(lacks);
    expect(await ask('/subjects')).toEqual([]);

    const done = await vyarna('registry', 'push');
    expect(done).toMatchObject({ code: 0, error: ['vyarna registry push: 8 versions registered.'] });
    expect(await ask(`/subjects/${SUBJECT}/versions`)).toEqual([1, 2]);
    expect(await ask(`/config/${SUBJECT}`)).toMatchObject({ compatibilityLevel: 'FULL_TRANSITIVE' });
    expect(await ask('/config/ztracking-order-value')).toMatchObject({ compatibilityLevel: 'BACKWARD_TRANSITIVE' });
    expect(await vyarna('registry', 'push')).toEqual({ code: 0, out: [`${registry.url}: has all of 7 released subjects`], error: [] });
  });

  test('goes on where an earlier one stopped', async () => {
    await twoVersions();
    await fetch(`${registry.url}/subjects/${SUBJECT}/versions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ schema: readFileSync(join(repository.root, `${GOT}/1.avsc`), 'utf8') }),
    });
    const { out } = await vyarna('registry', 'push');
    expect(out.filter((line) => line.includes(`${SUBJECT}: version`))).toEqual([
      `+ ${SUBJECT}: version 2`,
      expect.stringMatching(`^${SUBJECT}: version 2 registered, id \\d+$`),
    ]);
  });

  test('of what the registry refuses says why in our words, and sends the rest', async () => {
    await twoVersions();
    const file = `${GOT}/3.avsc`;
    mkdirSync(dirname(join(repository.root, file)), { recursive: true });
    writeFileSync(join(repository.root, file), getOrder(OTHER_LIMIT));
    const { code, out, error } = await vyarna('registry', 'push');
    expect([code, error]).toEqual([100, ['vyarna registry push: 8 versions registered; 1 subject refused.']]);
    expect(out).toContain(
      `${file}:3:30: Version 3 of ${SUBJECT} does not fit version 1: it was "int" and is "string". Keep the type, or add a field of another name. The level is FULL_TRANSITIVE. A break is made in a new channel that supersedes this one. [RELEASE_INCOMPATIBLE]`,
    );
  });

  /** Version 3 gives a field of version 1 back with another type, and version 4 takes it away: history that the level of today would not let in. */
  const fourVersions = async (): Promise<void> => {
    await twoVersions();
    repository.write(GET, getOrder(''));
    repository.write(`${GOT}/3.avsc`, getOrder(OTHER_LIMIT));
    repository.write(`${GOT}/4.avsc`, getOrder('').replace('Asks for one order.', 'Asks for an order.'));
    repository.commit();
  };
  const earlierLine = (level: string) =>
    `~ ${SUBJECT}: level ${level} at first, as version 3 was released at another level and would not fit FULL_TRANSITIVE`;
  const versionLines = (out: readonly string[]) => out.filter((line) => line.startsWith('~ get') || line.startsWith('+ get'));
  const held = async () => [await ask(`/subjects/${SUBJECT}/versions`), await ask(`/config/${SUBJECT}`)];
  const whole = [[1, 2, 3, 4], { compatibilityLevel: 'FULL_TRANSITIVE' }];

  test('fills an empty registry with what was released at other levels, and sets the level before what may still be judged', async () => {
    await fourVersions();
    repository.git('switch', '--quiet', '--create', 'change');
    repository.write(`${GOT}/5.avsc`, getOrder('').replace('Asks for one order.', 'Asks for it.'));
    const { code, out } = await vyarna('registry', 'push');
    expect([code, versionLines(out)]).toEqual([
      0,
      [
        earlierLine('NONE'),
        ...[1, 2, 3].map((version) => `+ ${SUBJECT}: version ${version}`),
        `~ ${SUBJECT}: level FULL_TRANSITIVE`,
        ...[4, 5].map((version) => `+ ${SUBJECT}: version ${version}`),
      ],
    ]);
    expect(await held()).toEqual([[1, 2, 3, 4, 5], whole[1]]);
    expect((await vyarna('registry', 'push')).out).toEqual([`${registry.url}: has all of 7 released subjects`]);
  });

  test('goes on where a push was killed before it set the level', async () => {
    await fourVersions();
    await registry.ask('PUT', `/config/${SUBJECT}`, { compatibility: 'NONE' });
    for (const version of [1, 2])
      await registry.ask('POST', `/subjects/${SUBJECT}/versions`, { schema: readFileSync(join(repository.root, `${GOT}/${version}.avsc`), 'utf8') });
    const { code, out } = await vyarna('registry', 'push');
    expect([code, versionLines(out)]).toEqual([
      0,
      [earlierLine('NONE'), `+ ${SUBJECT}: version 3`, `~ ${SUBJECT}: level NONE to FULL_TRANSITIVE`, `+ ${SUBJECT}: version 4`],
    ]);
    expect(await held()).toEqual(whole);
  });

  test('done twice at once fills a registry once, and leaves the level', async () => {
    await fourVersions();
    const both = await Promise.all([vyarna('registry', 'push'), vyarna('registry', 'push')]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(await held()).toEqual(whole);
  });

  test('lets the level that is there judge what was released before it was raised', async () => {
    await fourVersions();
    await registry.ask('PUT', `/config/${SUBJECT}`, { compatibility: 'FULL' });
    for (const version of [1, 2])
      await registry.ask('POST', `/subjects/${SUBJECT}/versions`, { schema: readFileSync(join(repository.root, `${GOT}/${version}.avsc`), 'utf8') });
    const { code, out } = await vyarna('registry', 'push');
    expect([code, versionLines(out)]).toEqual([
      0,
      [earlierLine('FULL'), `+ ${SUBJECT}: version 3`, `~ ${SUBJECT}: level FULL to FULL_TRANSITIVE`, `+ ${SUBJECT}: version 4`],
    ]);
    expect(await held()).toEqual(whole);
  });

  test('does not let the newest version past the level of a registry that has the others, whoever has it', async () => {
    await twoVersions();
    await vyarna('registry', 'push');
    repository.write(`${GOT}/3.avsc`, getOrder(OTHER_LIMIT));
    repository.commit();
    const { code, out } = await vyarna('registry', 'push');
    expect(code).toBe(100);
    expect(out).toContainEqual(expect.stringContaining(`Version 3 of ${SUBJECT} does not fit version 1: it was "int" and is "string".`));
    expect(await held()).toEqual([[1, 2], whole[1]]);
  });

  test('fills and closes a subject that no channel has any more', async () => {
    await fourVersions();
    const file = 'contracts/shop/asyncapi.yaml';
    const text = readFileSync(join(repository.root, file), 'utf8');
    repository.write(file, text.replace('lifecycle: active, http: { get:', 'lifecycle: retired, http: { get:'));
    repository.commit();
    const { code, out } = await vyarna('registry', 'push');
    expect([code, out.at(0), out.filter((line) => line.includes('refuses'))]).toEqual([0, earlierLine('NONE'), []]);
    expect(await held()).toEqual(whole);
  });

  test('says what the registry says where all that is released fits', async () => {
    await twoVersions();
    const other = { type: 'record', name: 'GetOrder', fields: [{ name: 'limit', type: 'boolean' }] };
    await registry.ask('PUT', `/config/${SUBJECT}`, { compatibility: 'NONE' });
    await registry.ask('POST', `/subjects/${SUBJECT}/versions`, { schema: JSON.stringify(other) });
    const { code, out } = await vyarna('registry', 'push');
    expect(code).toBe(100);
    expect(out).toContainEqual(
      expect.stringMatching(
        `^${GOT}/1\\.avsc:1:1: Version 1 of ${SUBJECT} fits all that is released here, but the registry at ${registry.url} refuses it: .* It may have versions that were not released here: compare GET`,
      ),
    );
    expect(out).toContain(`~ ${SUBJECT}: level NONE to FULL_TRANSITIVE`);
  });

  test('sends nothing where the history has a hole', async () => {
    await twoVersions();
    repository.write(`${GOT}/1.avsc`, null);
    const { code, out } = await vyarna('registry', 'push');
    expect([code, out]).toEqual([100, [expect.stringContaining(`Version 1 of ${SUBJECT} is missing before 2.`)]]);
    expect(await ask('/subjects')).toEqual([]);
  });
});

describe('vyarna registry gate', () => {
  test('lets a change through that fits all that is released', async () => {
    await twoVersions();
    repository.git('switch', '--quiet', '--create', 'change');
    repository.write(GET, getOrder(LIMIT));
    expect((await vyarna('release')).out).toEqual([`${GOT}/3.avsc: version 3 of ${SUBJECT}`]);
    const main = repository.git('rev-parse', 'main').slice(0, 12);
    expect(await vyarna('registry', 'gate')).toEqual({
      code: 0,
      out: [],
      error: [
        `The registry has the 8 versions of main (${main}).`,
        'It took the 1 that the change releases.',
        'vyarna registry gate: the change may be merged.',
      ],
    });
  });

  test('refuses a field that comes back with another type: offline by check and release, and by the registry', async () => {
    await twoVersions();
    repository.git('switch', '--quiet', '--create', 'change');
    repository.write(GET, getOrder(OTHER_LIMIT));
    const why = 'it was "int" and is "string". Keep the type, or add a field of another name. The level is FULL_TRANSITIVE.';
    const offline = `${GET}:3:30: It does not fit what is released of ${SUBJECT} (version 1): ${why}`;
    expect(await vyarna('release')).toMatchObject({ code: 100, out: [expect.stringContaining(offline)] });
    expect((await vyarna('check', '--no-parser')).out).toContainEqual(expect.stringContaining(offline));

    // Released by hand all the same.
    repository.write(`${GOT}/3.avsc`, getOrder(OTHER_LIMIT));
    repository.commit();
    expect(await vyarna('registry', 'gate', '--against', 'main')).toMatchObject({
      code: 100,
      out: [expect.stringContaining(`${GOT}/3.avsc:3:30: Version 3 of ${SUBJECT} does not fit version 1: ${why}`)],
      error: [expect.any(String), 'It did not take all of the 1 that the change releases.', 'vyarna registry gate: the change is refused.'],
    });
    expect(await ask(`/subjects/${SUBJECT}/versions`)).toEqual([1, 2]);
  });

  test('refuses a change that was not released, or that edits what was', async () => {
    await twoVersions();
    repository.git('switch', '--quiet', '--create', 'change');
    repository.write(GET, getOrder(LIMIT));
    repository.write('contracts/types/released/types.ErrorReply/1.avsc', '"string"');
    expect(await vyarna('registry', 'gate', '--format', 'github-actions')).toMatchObject({
      code: 100,
      out: [
        expect.stringMatching(/^::error file=.*get-order\.avsc.*not released yet/),
        expect.stringMatching(/^::error file=.*ErrorReply\/1\.avsc.*was edited/),
      ],
    });
  });

  test('needs an empty registry', async () => {
    await twoVersions();
    await vyarna('registry', 'push');
    expect(await vyarna('registry', 'gate')).toEqual({
      code: 2,
      out: [],
      error: [`vyarna registry: the registry at ${registry.url} is not empty; the gate needs one that is. vyarna registry --help tells more.`],
    });
  });
});
