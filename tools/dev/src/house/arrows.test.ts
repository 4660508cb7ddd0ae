import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { handWrittenSources, type Source } from './sources.ts';

const libs = ['logger', 'avro', 'contract', 'process', 'messaging', 'ztracking', 'http'];

/** Which rooms a room may import. The order of `libs` is itself a rule: a lib imports only those before it. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(libs.map((lib, index) => [`libs/${lib}`, libs.slice(0, index)])),
  services: ['generated', ...libs],
  'flow-manager': ['generated', ...libs],
  gateway: ['generated', ...libs],
  'schema-registry': ['logger', 'avro', 'process'],
  tools: [...libs, 'generated', 'loader', 'release', 'lint', 'codegen', 'dev', 'cli', 'bench', 'scaffold'],
};

const roomOf = (path: string): string => {
  const [first = '', second = ''] = path.split('/');
  return first === 'libs' ? `libs/${second}` : first;
};

const packageOf = (path: string): string => {
  const [first = '', second = ''] = path.split('/');
  return ['libs', 'services', 'tools'].includes(first) ? `${first}/${second}` : first;
};

const specifiers = ({ text }: Pick<Source, 'text'>): string[] =>
  [...text.matchAll(/(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+|\brequire\s*\(\s*)['"]([^'"]+)['"]/g)].map((match) => match[1] ?? '');

export function crossings(source: Source): string[] {
  const room = roomOf(source.path);
  const allowed = mayImport[room];
  if (allowed === undefined) return [`${source.path}: the room ${room} is not in the table of rooms`];
  return specifiers(source).flatMap((specifier) => {
    if (specifier.startsWith('.')) {
      const target = join(dirname(source.path), specifier);
      return packageOf(target) === packageOf(source.path) ? [] : [`${source.path} crosses into another room by path: ${specifier}`];
    }
    const name = /^@vyarna\/([^/]+)/.exec(specifier)?.[1];
    if (name === undefined || allowed.includes(name)) return [];
    return source.isTest && specifier === '@vyarna/dev/testing' ? [] : [`${source.path} may not import ${specifier}`];
  });
}

describe('the directions between rooms', () => {
  test('every hand-written file imports only what its room may import', () => {
    expect(handWrittenSources().flatMap((source) => (packageOf(source.path).startsWith('tools/') && source.isTest ? [] : crossings(source)))).toEqual(
      [],
    );
  });

  test.each([
    ["import { x } from '@vyarna/operator';", 'static import'],
    ["export * from '@vyarna/operator/rule';", 're-export'],
    ["const x = await import('@vyarna/operator');", 'dynamic import'],
    ["type T = import('@vyarna/operator').Rule;", 'type import'],
    ["import '../../services/operator/src/rule.ts';", 'path into another room'],
  ])('%s in the gateway is seen (%s)', (text) => {
    expect(crossings({ path: 'gateway/src/main.ts', text, isTest: false })).toHaveLength(1);
  });

  test('a lib may import only the libs listed before it', () => {
    const text = "import { createLogger } from '@vyarna/messaging';";
    expect(crossings({ path: 'libs/process/src/a.ts', text, isTest: false })).toEqual(['libs/process/src/a.ts may not import @vyarna/messaging']);
    expect(crossings({ path: 'libs/http/src/a.ts', text, isTest: false })).toEqual([]);
  });
});
