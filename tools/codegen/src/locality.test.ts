/** A change of one schema changes the files of its message, and no others. */
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { formatFinding, loadContracts } from '@vyarna/loader';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateFiles } from './generate.ts';
import { BUNDLE_FILE } from './output-folder.ts';

const repository = resolve(import.meta.dirname, '../../..');
const schemas = globSync('contracts/*/schemas/*.avsc', { cwd: repository }).sort();
/** A field can be added to records only. */
const records = schemas.filter((file) => readFileSync(join(repository, file), 'utf8').includes('"fields"'));
let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'vyarna-locality-'));
  for (const folder of ['contracts', 'flow-manager/flows']) cpSync(join(repository, folder), join(root, folder), { recursive: true });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const generate = async (): Promise<ReadonlyMap<string, string>> => {
  const { set, findings } = loadContracts({ root, contracts: 'contracts', flows: 'flow-manager/flows' });
  if (set === null) throw new Error(findings.map(formatFinding).join('\n'));
  return new Map((await generateFiles(set, 'generated')).map(({ path, text }) => [path, text]));
};

/** The committed files that differ after a schema file was changed, which is then as it was. */
const changedBy = async (file: string, change: (schema: Record<string, unknown>) => unknown): Promise<readonly string[]> => {
  const [path, before] = [join(root, file), await generate()];
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, JSON.stringify(change(JSON.parse(text) as Record<string, unknown>)));
  try {
    const after = await generate();
    const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
    return paths.filter((each) => each !== BUNDLE_FILE && before.get(each) !== after.get(each));
  } finally {
    writeFileSync(path, text);
  }
};

/** The routes that take the fields of a schema's message, or show them one by one: they name each. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  'contracts/operator/schemas/create-operator.avsc': ['openapi/v1-operators.yaml'],
  'contracts/operator/schemas/get-many-operators.avsc': ['openapi/v1-operators.yaml'],
  'contracts/operator/schemas/get-history-operator.avsc': ['openapi/v1-operators-operator-id-history.yaml'],
  'contracts/operator/schemas/get-operator.avsc': ['openapi/v1-operators-operator-id.yaml'],
  'contracts/operator/schemas/update-operator.avsc': ['openapi/v1-operators-operator-id.yaml'],
  'contracts/business-unit/schemas/get-business-unit.avsc': ['openapi/v1-business-units-business-unit-id.yaml'],
  'contracts/waveflow/schemas/get-request-result.avsc': ['openapi/v1-requests-trace-id.yaml'],
  'contracts/waveflow/schemas/request-result.avsc': ['openapi/v1-requests-trace-id.yaml'],
};

const own = (file: string): readonly string[] => {
  const [, folder = '', , name = ''] = file.split('/');
  const stem = name.replace('.avsc', '');
  return [`${folder}/schemas/${stem}.schema.json`, `${folder}/types/${stem}.gen.ts`];
};

describe('a new field with a default changes only the files of its message', () => {
  test('of every record', () => expect(records.length).toBeGreaterThan(10));

  test.each(records)('%s', async (file) => {
    const changed = await changedBy(file, ({ fields, ...schema }) => ({
      ...schema,
      fields: [...(fields as object[]), { name: 'addedField', type: ['null', 'string'], default: null, doc: 'Added by a test.' }],
    }));
    expect(changed).toEqual([...own(file), ...(PATHS[file] ?? [])].sort());
  });
});

describe('so does', () => {
  const operator = 'contracts/operator/schemas/operator.avsc';

  test('a new symbol of an enum that other files use', async () => {
    const status = 'contracts/operator/schemas/operator-status.avsc';
    const changed = await changedBy(status, (schema) => JSON.parse(JSON.stringify(schema).replace('"DEACTIVATED"', '"DEACTIVATED","LOCKED"')));
    expect(changed).toEqual(own(status));
  });

  test('the first default in a record that others hold', async () => {
    const changed = await changedBy(operator, (schema) =>
      JSON.parse(JSON.stringify(schema).replace('"name":"displayName"', '"name":"displayName","default":""')),
    );
    expect(changed).toEqual(own(operator));
  });

  test('another doc, constraint or tag', async () => {
    const changed = await changedBy(operator, (schema) =>
      JSON.parse(JSON.stringify(schema).replace('"maxLength":120', '"maxLength":99').replaceAll('PII', 'GDPR')),
    );
    expect(changed).toEqual(own(operator));
  });

  test('a type more in the same namespace', async () => {
    const before = await generate();
    const path = join(root, 'contracts/operator/schemas/badge.avsc');
    writeFileSync(path, '{ "type": "record", "name": "Badge", "namespace": "vyarna.operator", "doc": "A badge.", "fields": [] }');
    try {
      const after = await generate();
      expect([...after].filter(([name, text]) => name !== BUNDLE_FILE && before.get(name) !== text).map(([name]) => name)).toEqual(
        own('contracts/operator/schemas/badge.avsc'),
      );
    } finally {
      rmSync(path);
    }
  });
});
