import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { findServices, planOf, platformPrograms } from './programs.ts';

describe('the programs of the platform', () => {
  test('are the services of the project and those that serve them', () => {
    expect(Object.keys(platformPrograms())).toEqual(expect.arrayContaining(['registry', 'business-unit', 'operator', 'flow-manager', 'gateway']));
    expect(planOf('business-unit')).toMatchObject({ schema: 'business_unit', rank: 1 });
    expect(() => planOf('accounting')).toThrow('there is no program accounting');
  });

  test('a folder without a main.ts is no service', () => {
    const project = temporaryFolder();
    for (const name of ['sales-tax', 'drafts']) mkdirSync(join(project, 'services', name, 'src'), { recursive: true });
    writeFileSync(join(project, 'services/sales-tax/src/main.ts'), '');
    expect(findServices(project)).toEqual({
      'sales-tax': {
        entry: join(project, 'services/sales-tax/src/main.ts'),
        folder: 'services/sales-tax',
        contracts: 'sales-tax',
        schema: 'sales_tax',
        rank: 1,
      },
    });
  });
});
