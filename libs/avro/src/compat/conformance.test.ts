/** Pairs and histories with the verdicts of Apache Avro Java, where they lie beside the repository. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { AvroJson } from '../schema/avro-json.ts';
import { readSchema } from '../schema/read-schema.ts';
import { checkCompatibility } from './check-compatibility.ts';
import type { Incompatibility } from './incompatibility.ts';
import { checkLevel, type Level } from './levels.ts';

interface Pair {
  readonly id: string;
  readonly reader: AvroJson;
  readonly writer: AvroJson;
  readonly expected: 'compatible' | 'incompatible';
  readonly incompatibilities?: readonly Incompatibility[];
  readonly invalidInJava?: boolean;
}

interface History {
  readonly id: string;
  readonly new: AvroJson;
  readonly previous: readonly AvroJson[];
  readonly level: Level;
  readonly expected: 'compatible' | 'incompatible';
}

const folder = new URL('../../../../../shared/conformance/', import.meta.url);
const read = <Case>(file: string): readonly Case[] => (JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { cases: Case[] }).cases;

describe.skipIf(!existsSync(folder))('the conformance cases', () => {
  test('every pair has the verdict and the findings of Apache Avro, and what it refuses is refused', () => {
    const pairs = read<Pair>('avro-pairs.json');
    const different = pairs.filter(({ reader, writer, expected, incompatibilities = [], invalidInJava = false }) => {
      try {
        const found = checkCompatibility(readSchema(reader, { strict: true }), readSchema(writer, { strict: true }));
        return (
          invalidInJava ||
          found.compatible !== (expected === 'compatible') ||
          JSON.stringify(found.incompatibilities) !== JSON.stringify(incompatibilities)
        );
      } catch {
        return !invalidInJava;
      }
    });
    expect(different.map(({ id }) => id)).toEqual([]);
    expect(pairs.length).toBeGreaterThan(300);
  });

  test('every history has its verdict at its level', () => {
    const histories = read<History>('avro-levels.json');
    const different = histories.filter((history) => {
      const verdicts = checkLevel(
        history.level,
        readSchema(history.new),
        history.previous.map((schema) => readSchema(schema)),
      );
      return verdicts.every(({ compatible }) => compatible) !== (history.expected === 'compatible');
    });
    expect(different.map(({ id }) => id)).toEqual([]);
    expect(histories.length).toBeGreaterThan(200);
  });
});
