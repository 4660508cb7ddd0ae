import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { contractFolders } from './contract-folders.ts';

const elsewhere = mkdtempSync(join(tmpdir(), 'vyarna-folders-'));
mkdirSync(join(elsewhere, 'contracts'));
afterAll(() => rmSync(elsewhere, { recursive: true }));

const folders = (contracts?: string, flows?: string): readonly string[] => {
  const found = contractFolders({ contracts, flows });
  return [found.contracts, found.flows].map((folder) => resolve(found.root, folder));
};
const here = (...path: readonly string[]): string => resolve(process.cwd(), ...path);

describe('where contracts and flows are', () => {
  test('without options in this repository', () => {
    expect(folders()).toEqual([here('contracts'), here('flow-manager/flows')]);
  });

  test('flows go with the contracts that they lie beside', () => {
    expect(folders('contracts')).toEqual(folders());
    const foreign = relative(process.cwd(), join(elsewhere, 'contracts'));
    expect(folders(foreign)).toEqual([join(elsewhere, 'contracts'), join(elsewhere, 'flow-manager/flows')]);
  });

  test('flows that are named go with any contracts', () => {
    expect(folders(join(elsewhere, 'contracts'), 'flow-manager/flows')[1]).toBe(here('flow-manager/flows'));
  });

  test('a folder that is not there was asked for wrongly', () => {
    expect(() => folders('no/such/contracts')).toThrow('There is no folder no/such/contracts.');
    expect(() => folders('contracts', 'no/such/flows')).toThrow('There is no folder no/such/flows.');
  });
});
