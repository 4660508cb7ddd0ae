import { parseExactly } from '@vyarna/avro';
import { describe, expect, test } from 'vitest';
import type { AvroJson, Bundle } from './bundle.ts';
import { canonicalJson } from './canonical-json.ts';
import { BundleError, parseBundle, readBundle } from './read-bundle.ts';
import { hashOfBundle } from './seal-bundle.ts';

const content: Omit<Bundle, 'hash'> = {
  format: 'vyarna-bundle/1',
  apps: {},
  channels: {},
  envelope: {},
  errors: { CONFLICT: { status: 409, title: 'Conflict' } },
  flows: {},
  messages: {},
  operations: {},
  routes: [],
  types: {},
};
const bundle: Bundle = { ...content, hash: hashOfBundle(content) };

const codeOf = (action: () => unknown): string => {
  try {
    action();
    return 'none';
  } catch (error) {
    return error instanceof BundleError ? error.code : 'other';
  }
};

describe('reading a bundle', () => {
  test('a bundle is read back as it was written, whatever the order of its members', () => {
    expect(parseBundle(canonicalJson(bundle, 2), 'bundle.json')).toEqual(bundle);
    expect(hashOfBundle(JSON.parse(canonicalJson(bundle)))).toBe(bundle.hash);
  });

  test('a default beyond 2^53 keeps its digits, and the hash', () => {
    const text = '{"type":"record","name":"R","fields":[{"name":"f","type":"long","default":9223372036854775807}]}';
    const types = { R: { schema: parseExactly(text) as AvroJson, file: 'r.avsc' } };
    const written = canonicalJson({ ...content, types, hash: hashOfBundle({ ...content, types }) });
    expect(written).toContain('"default":9223372036854775807');
    expect(canonicalJson(parseBundle(written, 'bundle.json'))).toBe(written);
  });

  test('a bundle edited by hand is refused', () => {
    const edited = { ...bundle, errors: { CONFLICT: { status: 200, title: 'Conflict' } } };
    expect(codeOf(() => parseBundle(JSON.stringify(edited), 'bundle.json'))).toBe('BUNDLE_CHANGED');
  });

  test('what is missing, broken or of another format is refused by its own code', () => {
    expect(codeOf(() => readBundle('/nowhere/bundle.json'))).toBe('BUNDLE_MISSING');
    expect(codeOf(() => parseBundle('{', 'bundle.json'))).toBe('BUNDLE_BROKEN');
    expect(codeOf(() => parseBundle('null', 'bundle.json'))).toBe('BUNDLE_FORMAT');
    expect(codeOf(() => parseBundle('{"format":"vyarna-bundle/2"}', 'bundle.json'))).toBe('BUNDLE_FORMAT');
  });
});
