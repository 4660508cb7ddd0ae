import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatFinding, loadContracts } from '@vyarna/loader';
import { smallContract } from '@vyarna/loader/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { findBase } from './base.ts';
import { checkReleases, type ReleaseCheck } from './check-releases.ts';
import { readHistory } from './history.ts';
import { releaseFindings } from './rules.ts';
import { GitRepository } from './testing/git-repository.ts';
import { writeSteps } from './write-steps.ts';

const PLACED = 'contracts/shop/released/shop.order.placed.v1-value';
const ORDER = 'contracts/shop/schemas/order.avsc';
const GET = 'contracts/shop/schemas/get-order.avsc';
const GOT = 'contracts/shop/released/get-order-entity-value';
const SHOP = 'contracts/shop/asyncapi.yaml';

const repositories: GitRepository[] = [];
afterEach(() => {
  for (const repository of repositories.splice(0)) repository.remove();
});

const text = (file: string): string => smallContract[file] ?? '';
const order = (from: string, to: string): string => replaced(text(ORDER), from, to);
const replaced = (whole: string, from: string, to: string): string => {
  if (!whole.includes(from)) throw new Error(`There is no ${from}.`);
  return whole.replace(from, to);
};
const getOrder = (...fields: readonly string[]): string =>
  `{ "type": "record", "name": "GetOrder", "namespace": "shop", "doc": "Asks for one order.", "fields": [
  { "name": "orderId", "type": { "type": "string", "logicalType": "uuid" }, "doc": "Which one." }${fields.map((field) => `,\n  ${field}`).join('')} ] }
`;

const check = ({ root }: GitRepository, against?: string): ReleaseCheck => {
  const { set, findings } = loadContracts({ root, contracts: 'contracts', flows: 'flow-manager/flows' });
  if (set === null) throw new Error(findings.map(formatFinding).join('\n'));
  return checkReleases(set, readHistory(root, 'contracts'), findBase(root, 'contracts', against));
};

const release = (repository: GitRepository): readonly string[] => {
  const { steps, findings } = check(repository);
  expect(findings).toEqual([]);
  return [...writeSteps(repository.root, steps)].map(({ file, text: written }) => (written === null ? `-${file}` : file));
};

const findings = (repository: GitRepository, against?: string): readonly string[] => releaseFindings(check(repository, against)).map(formatFinding);

/** The small contract, released and committed on main, with a branch begun. */
const released = (): GitRepository => {
  const repository = new GitRepository();
  repositories.push(repository);
  repository.commit('Contracts');
  release(repository);
  repository.commit('Release');
  repository.git('switch', '--quiet', '--create', 'change');
  return repository;
};

describe('a contract set that was never released', () => {
  test('gets version 1 of every active subject, in the folder of whom it belongs to', () => {
    const repository = new GitRepository();
    repositories.push(repository);
    expect(release(repository)).toEqual([
      `${GOT}/1.avsc`,
      'contracts/shop/released/place-order-entity-value/1.avsc',
      'contracts/shop/released/place-order-flow-value/1.avsc',
      'contracts/shop/released/shop.Order/1.avsc',
      `${PLACED}/1.avsc`,
      'contracts/types/released/types.ErrorReply/1.avsc',
      'contracts/shop/released/ztracking-order-value/1.avsc',
    ]);
    const file = JSON.parse(readFileSync(join(repository.root, `${PLACED}/1.avsc`), 'utf8')) as { fields: { type: unknown }[] };
    expect(file.fields[1]?.type).toMatchObject(['null', { name: 'shop.Card' }, { name: 'shop.Transfer' }]);
    expect(release(repository)).toEqual([]);
  });

  test('does not release drafts, nor what is retired', () => {
    const repository = new GitRepository({
      ...smallContract,
      [SHOP]: text(SHOP).replaceAll('lifecycle: active', 'lifecycle: draft').replace('{ lifecycle: draft }', '{ lifecycle: deprecated }'),
    });
    repositories.push(repository);
    expect(release(repository)).toEqual(['contracts/shop/released/shop.Order/1.avsc', 'contracts/types/released/types.ErrorReply/1.avsc']);
  });
});

describe('a change', () => {
  test('that is not released yet is a finding, one for each schema; released, it is none', () => {
    const repository = released();
    expect(findings(repository)).toEqual([]);
    repository.write(ORDER, order('"doc": "What it costs."', '"doc": "What it costs, with tax."'));
    expect(findings(repository)).toEqual([
      `${ORDER}:1:1: What it says now is not released yet for shop.Order, shop.order.placed.v1-value and ztracking-order-value. Run npx vyarna release, and commit what it writes. [RELEASE_MISSING]`,
    ]);
    expect(release(repository)).toEqual([
      'contracts/shop/released/shop.Order/2.avsc',
      `${PLACED}/2.avsc`,
      'contracts/shop/released/ztracking-order-value/2.avsc',
    ]);
    expect(findings(repository)).toEqual([]);
  });

  test('made twice before others have it is one version; undone, it is none', () => {
    const repository = released();
    repository.write(ORDER, order('What it costs.', 'What it costs, with tax.'));
    release(repository);
    repository.commit();
    repository.write(ORDER, order('What it costs.', 'What it costs, without tax.'));
    expect(release(repository)).toContain(`${PLACED}/2.avsc`);
    expect(readFileSync(join(repository.root, `${PLACED}/2.avsc`), 'utf8')).toContain('without tax');
    repository.write(ORDER, text(ORDER));
    expect(release(repository)).toEqual([
      '-contracts/shop/released/shop.Order/2.avsc',
      `-${PLACED}/2.avsc`,
      '-contracts/shop/released/ztracking-order-value/2.avsc',
    ]);
    expect(findings(repository)).toEqual([]);
  });

  test('of white space and of the order of attributes is no change', () => {
    const repository = released();
    repository.write(
      ORDER,
      JSON.stringify(JSON.parse(text(ORDER)), null, 4).replace('"type": "record",\n    "name": "Order",', '"name": "Order",\n    "type": "record",'),
    );
    expect(findings(repository)).toEqual([]);
  });
});

describe('a change that breaks', () => {
  test('tells the place, whom it breaks, and what to do, once', () => {
    const repository = released();
    repository.write(ORDER, order('{ "type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2 }', '"double"'));
    expect(findings(repository)).toEqual([
      `${ORDER}:5:30: It does not fit what is released of shop.Order (version 1), shop.order.placed.v1-value (version 1) and ztracking-order-value (version 1): it was "bytes" and is "double". Keep the type, or add a field of another name. The levels are FULL_TRANSITIVE and BACKWARD_TRANSITIVE. A break is made in a new channel that supersedes it, such as shop.order.placed.v2. [RELEASE_INCOMPATIBLE]`,
    ]);
    expect(check(repository).steps).toEqual([]);
  });

  test('by a field that comes back with another type is refused for the version before the last', () => {
    const repository = released();
    const next = (...fields: readonly string[]) => {
      repository.write(GET, getOrder(...fields));
      const written = release(repository);
      repository.git('switch', '--quiet', 'main');
      repository.commit();
      return written;
    };
    expect(next('{ "name": "limit", "type": "int", "default": 1, "doc": "At most." }')).toEqual([`${GOT}/2.avsc`]);
    expect(next()).toEqual([`${GOT}/3.avsc`]);
    repository.write(GET, getOrder('{ "name": "limit", "type": "string", "default": "", "doc": "At most." }'));
    expect(findings(repository)).toEqual([
      `${GET}:3:30: It does not fit what is released of get-order-entity-value (version 2): it was "int" and is "string". Keep the type, or add a field of another name. The level is FULL_TRANSITIVE. A break is made in a new channel that supersedes it, such as get-order-v2-entity. [RELEASE_INCOMPATIBLE]`,
    ]);
    // At a level that looks at the last version only it would pass.
    repository.write(
      SHOP,
      replaced(
        text(SHOP),
        "{ lifecycle: active, http: { get: '/v1/orders/{orderId}' }",
        "{ lifecycle: active, level: FULL, http: { get: '/v1/orders/{orderId}' }",
      ),
    );
    expect(release(repository)).toEqual([`${GOT}/4.avsc`]);
  });

  test('by taking a field away is told at the record, in the file of its type', () => {
    const repository = released();
    repository.write('contracts/shop/schemas/card.avsc', '{ "type": "record", "name": "Card", "namespace": "shop", "fields": [] }\n');
    expect(findings(repository)).toEqual([
      expect.stringMatching(
        /^contracts\/shop\/schemas\/card\.avsc:1:\d+: It does not fit .*: the field "last4" is gone, and old readers have no default for it\. Keep it\./,
      ),
    ]);
  });

  test('is allowed at the lower level that the channel states', () => {
    const repository = released();
    const limit = (type: string): string =>
      getOrder(
        '{ "name": "fields", "type": { "type": "array", "items": "string" }, "default": [], "doc": "Only these." }',
        `{ "name": "limit", "type": ["null", "${type}"], "default": null, "maximum": 100, "doc": "At most." }`,
      );
    repository.write(GET, limit('int'));
    expect(release(repository)).toEqual([`${GOT}/2.avsc`]);
    repository.git('switch', '--quiet', 'main');
    repository.commit();
    repository.write(GET, limit('long'));
    expect(findings(repository)).toEqual([
      expect.stringMatching(new RegExp(`^${GET}:4:\\d+: .*\\(version 2\\): it may hold "long", for which old readers have no branch`)),
    ]);
    const [route, lower] = ["http: { get: '/v1/orders/{orderId}' }", 'level: BACKWARD_TRANSITIVE, reason: Nobody reads it twice.'];
    repository.write(SHOP, replaced(text(SHOP), `{ lifecycle: active, ${route}`, `{ lifecycle: active, ${lower}, ${route}`));
    expect(release(repository)).toEqual([`${GOT}/3.avsc`]);
  });

  test('cannot be hidden in a file that was released by hand', () => {
    const repository = released();
    repository.write(GET, getOrder('{ "name": "fields", "type": "string", "default": "", "doc": "Only these." }'));
    repository.write(`${GOT}/2.avsc`, getOrder('{ "name": "fields", "type": "string", "default": "", "doc": "Only these." }'));
    expect(findings(repository)).toEqual([expect.stringMatching(/^contracts\/shop\/schemas\/get-order.avsc:3:31: .*RELEASE_INCOMPATIBLE/)]);
    // Nor in one that another follows.
    repository.write(GET, text(GET));
    repository.write(`${GOT}/3.avsc`, readFileSync(join(repository.root, `${GOT}/1.avsc`), 'utf8'));
    expect(findings(repository)).toEqual([
      expect.stringMatching(new RegExp(`^${GOT}/2.avsc:3:31: .*\\(version 1\\).*RELEASE_INCOMPATIBLE`)),
      expect.stringMatching(new RegExp(`^${GET}:3:31: .*\\(version 2\\).*RELEASE_INCOMPATIBLE`)),
    ]);
  });
});

describe('a change of meaning', () => {
  test('that every level allows is a warning, and released', () => {
    const repository = released();
    repository.write(ORDER, order('"precision": 12, "scale": 2', '"precision": 12, "scale": 3'));
    expect(check(repository).warnings.map(formatFinding)).toEqual([
      expect.stringMatching(new RegExp(`^${ORDER}:5:\\d+: Since version 1: The decimal had 2 digits after the point and has 3: .*DECIMAL_SCALE`)),
    ]);
    expect(release(repository)).toHaveLength(3);
  });
});

describe('a released file', () => {
  test('that was edited or deleted is a finding, and nothing else is said of its subject', () => {
    const repository = released();
    repository.write(`${GOT}/1.avsc`, getOrder());
    repository.write(`${PLACED}/1.avsc`, null);
    const base = repository.git('rev-parse', 'main').slice(0, 12);
    const how = 'A change is made in the schema, and released as a new version. [RELEASE_CHANGED]';
    const expected = [
      `${GOT}/1.avsc:1:1: Version 1 of get-order-entity-value is released, and was edited. Restore it: git checkout ${base} -- ${GOT}/1.avsc. ${how}`,
      `${PLACED}/1.avsc:1:1: Version 1 of shop.order.placed.v1-value is released, and was deleted. Restore it: git checkout ${base} -- ${PLACED}/1.avsc. ${how}`,
    ];
    expect(findings(repository)).toEqual(expected);
    repository.commit();
    expect(findings(repository)).toEqual(expected);
  });

  test('is compared with the commit that is asked for', () => {
    const repository = released();
    repository.git('switch', '--quiet', 'main');
    const before = repository.git('rev-parse', 'HEAD');
    repository.write(`${GOT}/1.avsc`, getOrder('{ "name": "fields", "type": { "type": "array", "items": "string" }, "default": [], "doc": "" }'));
    repository.commit();
    expect(findings(repository, before)).toEqual([expect.stringContaining('RELEASE_CHANGED')]);
    expect(() => findings(repository, 'no-such-branch')).toThrow(
      'git knows no commit no-such-branch here. Fetch it first: git fetch origin no-such-branch.',
    );
  });

  test('may move with the channel to another application, unchanged', () => {
    const repository = released();
    repository.git('mv', 'contracts/shop', 'contracts/store');
    repository.write('contracts/mail/asyncapi.yaml', text('contracts/mail/asyncapi.yaml').replace('../shop/', '../store/'));
    expect(findings(repository)).toEqual([]);
    repository.write('contracts/store/released/get-order-entity-value/1.avsc', getOrder());
    expect(findings(repository)).toEqual([
      expect.stringContaining('is released, and was changed on its way to contracts/store/released/get-order-entity-value/1.avsc'),
    ]);
  });

  test('that leaves a hole, is there twice, or is of nothing is a finding', () => {
    const repository = released();
    repository.write(`${GOT}/3.avsc`, text(GET));
    repository.write('contracts/shop/released/get-ordr-entity-value/1.avsc', text(GET));
    repository.write('contracts/shop/released/shop.Order/latest.avsc', text(ORDER));
    repository.write('contracts/mail/released/shop.order.placed.v1-value/2.avsc', text(ORDER));
    expect(findings(repository)).toEqual(
      [
        'contracts/shop/released/shop.Order/latest.avsc:1:1: This is no released version. Only files <subject>/<number>.avsc lie in released/: move it elsewhere. [RELEASE_MISPLACED]',
        `${GOT}/3.avsc:1:1: Version 2 of get-order-entity-value is missing before 3. Versions count up from 1, without a hole. [RELEASE_GAP]`,
        'contracts/shop/released/get-ordr-entity-value/1.avsc:1:1: There is no subject get-ordr-entity-value. Correct the folder, or take it away: nobody has it yet. [RELEASE_MISPLACED]',
        'contracts/mail/released/shop.order.placed.v1-value/2.avsc:1:1: Versions of shop.order.placed.v1-value lie in contracts/shop/released/shop.order.placed.v1-value/, with whom they belong to. Move it there. [RELEASE_MISPLACED]',
      ].sort(),
    );
  });

  test('that is no Avro is a finding where the fault is', () => {
    const repository = released();
    repository.write(`${GOT}/2.avsc`, '{ "type": "record",\n  "name": "shop.GetOrder", "fields": [{ "name": "a", "type": "strin" }] }');
    repository.write(`${GOT}/3.avsc`, readFileSync(join(repository.root, `${GOT}/1.avsc`), 'utf8'));
    expect(findings(repository)).toEqual([
      expect.stringMatching(new RegExp(`^${GOT}/2.avsc:2:\\d+: Version 2 of get-order-entity-value cannot be read\\. .*strin.*RELEASE_INVALID`)),
    ]);
  });

  test('of a channel that is gone stays', () => {
    const repository = released();
    repository.write(
      SHOP,
      text(SHOP).replace('x-vyarna: { lifecycle: active }\n  orderSnapshots', 'x-vyarna: { lifecycle: retired }\n  orderSnapshots'),
    );
    expect(findings(repository)).toEqual([]);
  });
});

describe('without git', () => {
  test('the newest version is held against the others, and versions are only added', () => {
    const repository = new GitRepository();
    repositories.push(repository);
    repository.write('.git/HEAD', null);
    release(repository);
    repository.write(GET, getOrder('{ "name": "fields", "type": { "type": "array", "items": "string" }, "default": ["a"], "doc": "Only these." }'));
    expect(release(repository)).toEqual([`${GOT}/2.avsc`]);
    repository.write(GET, text(GET));
    expect(release(repository)).toEqual([`${GOT}/3.avsc`]);
    repository.write(`${GOT}/2.avsc`, getOrder('{ "name": "fields", "type": "int", "default": 0, "doc": "Only these." }'));
    expect(findings(repository)).toEqual([expect.stringMatching(new RegExp(`^${GET}:3:31: .*\\(version 2\\).*RELEASE_INCOMPATIBLE`))]);
  });
});

describe('JSON Schema', () => {
  const asJson = text(SHOP).replace(
    /payload: [^\n]*get-order[^\n]*/,
    "payload: { schemaFormat: 'application/schema+json;version=draft-07', schema: { type: object, properties: { orderId: { type: string } } } }",
  );

  test('is not released, and that is said of each message', () => {
    const repository = new GitRepository({ ...smallContract, [SHOP]: asJson });
    repositories.push(repository);
    const { warnings, findings: refused, subjects, steps } = check(repository);
    expect([refused, steps.length]).toEqual([[], subjects.length]);
    expect(subjects.map(({ name }) => name)).not.toContain('get-order-entity-value');
    expect(warnings.map(formatFinding)).toEqual([
      expect.stringMatching(
        /^contracts\/shop\/asyncapi\.yaml:\d+:\d+: The payload of .* is JSON Schema: it is not released, .*\[JSON_SCHEMA_NOT_RELEASED\]$/,
      ),
    ]);
  });

  test('does not follow Avro that was released', () => {
    const repository = released();
    repository.write(SHOP, asJson);
    expect(findings(repository)).toEqual([expect.stringContaining('get-order-entity-value was released as Avro, but the payload of ')]);
  });
});
