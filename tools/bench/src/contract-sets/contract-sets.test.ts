import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadContracts } from '@vyarna/loader';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { houseSet } from './house-set.ts';
import { avroDocument, jsonDocument } from './one-document.ts';
import { writeFiles } from './write-files.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vyarna-'));
  mkdirSync(join(root, 'contracts'));
});
afterEach(() => rmSync(root, { recursive: true }));

const load = () => loadContracts({ root, contracts: 'contracts', flows: 'flow-manager/flows' });

describe('made contract sets', () => {
  test('are without findings, and of the size that was asked for', () => {
    writeFiles(root, houseSet(60));
    const { set, findings } = load();
    expect(findings).toEqual([]);
    expect(Object.keys(set?.bundle.messages ?? {})).toHaveLength(60 + 1);
    expect(Object.keys(set?.bundle.apps ?? {})).toEqual(['edge', 'engine', 'ez-billing', 'ez-catalog', 'ez-shipping']);
    expect(set?.routes).toHaveLength(24);
    expect(set?.flows).toHaveLength(12);
  });

  test.each([
    ['Avro', avroDocument],
    ['JSON Schema', jsonDocument],
  ])('are the same messages in one document, with %s inside', (_, documentOf) => {
    writeFileSync(join(root, 'contracts/asyncapi.yaml'), documentOf(50));
    const { set, findings } = load();
    expect(findings).toEqual([]);
    expect(Object.keys(set?.bundle.messages ?? {})).toHaveLength(50);
  });

  test('are the same whenever they are made', () => {
    expect([...houseSet(20)]).toEqual([...houseSet(20)]);
    expect(avroDocument(20)).toBe(avroDocument(20));
  });
});
