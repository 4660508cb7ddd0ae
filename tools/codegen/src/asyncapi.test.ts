import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { fromFile, Parser } from '@asyncapi/parser';
import { expect, test } from 'vitest';

const repository = resolve(import.meta.dirname, '../../..');
const parser = new Parser();
const documents = globSync('generated/asyncapi/*.yaml', { cwd: repository }).sort();

test('there is one of the flow manager, and one of the gateway', () => {
  expect(documents).toHaveLength(2);
});

test.each(documents)(
  '%s is AsyncAPI 3 without a finding',
  async (file) => {
    const { document, diagnostics } = await fromFile(parser, resolve(repository, file)).parse();
    expect(diagnostics.map(({ message, range }) => `${file}:${range.start.line + 1}: ${message}`)).toEqual([]);
    expect(document?.version()).toMatch(/^3\./);
  },
  20_000,
);
