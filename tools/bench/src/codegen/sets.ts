import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { houseSet } from '../contract-sets/house-set.ts';
import { avroDocument, jsonDocument } from '../contract-sets/one-document.ts';
import { writeFiles } from '../contract-sets/write-files.ts';

/** The folders of one size of a made contract set. */
export interface Sets {
  readonly size: number;
  /** A repository: applications with their documents, schemas and flows. */
  readonly house: string;
  /** The same again, to be released. */
  readonly released: string;
  /** The same messages in one document with the schemas inside it. */
  readonly oneDocument: string;
  /** And with JSON Schema, for others' tools. */
  readonly json: string;
}

export const writeSets = (size: number): Sets => {
  const base = mkdtempSync(join(process.env['BENCH_FOLDER'] ?? tmpdir(), `vyarna-bench-${size}-`));
  const [house, released, oneDocument, json] = [join(base, 'house'), join(base, 'released'), join(base, 'one-document'), join(base, 'json')];
  for (const folder of [house, released]) writeFiles(folder, houseSet(size));
  mkdirSync(join(oneDocument, 'contracts'), { recursive: true });
  writeFileSync(join(oneDocument, 'contracts/asyncapi.yaml'), avroDocument(size));
  mkdirSync(json);
  writeFileSync(join(json, 'asyncapi.yaml'), jsonDocument(size));
  return { size, house, released, oneDocument, json };
};
