import { describe, expect, test } from 'vitest';
import { addImport, insertAtEnd } from './insert-code.ts';

describe('code that is added', () => {
  test('is imported below the other imports, once', () => {
    const text = "import {\n  a,\n} from 'a';\nimport type { b } from './b.ts';\n\nexport const c = a;\n";
    const line = "import { d } from './d.ts';";
    const after = "import {\n  a,\n} from 'a';\nimport type { b } from './b.ts';\nimport { d } from './d.ts';\n\nexport const c = a;\n";
    expect(addImport(text, line)).toBe(after);
    expect(addImport(after, line)).toBe(after);
    expect(addImport('export const c = 1;\n', line)).toBe("import { d } from './d.ts';\nexport const c = 1;\n");
  });

  test('stands before the bracket that closes the one asked for, whatever texts and comments hold', () => {
    const text = "const f = (x: { y: number }): void => {\n  g('}'); // }\n  h(`}`);\n};\nconst z = {};\n";
    expect(insertAtEnd(text, /f = \([^)]*\)[^=]*=> \{/, '  k();')).toBe(
      "const f = (x: { y: number }): void => {\n  g('}'); // }\n  h(`}`);\n  k();\n};\nconst z = {};\n",
    );
  });

  test('is parted from the last item of a list, not from an empty list', () => {
    expect(insertAtEnd('const list = [...a];\n', /list = \[/, '...b,', ',')).toBe('const list = [...a,\n...b,\n];\n');
    expect(insertAtEnd('const list = [...a,\n];\n', /list = \[/, '...b,', ',')).toBe('const list = [...a,\n...b,\n];\n');
    expect(insertAtEnd('const list = [];\n', /list = \[/, '...b,', ',')).toBe('const list = [\n...b,\n];\n');
  });

  test('is not added where its place is not found', () => {
    expect(insertAtEnd('const f = 1;\n', /g = \{/, 'x')).toBeUndefined();
    expect(insertAtEnd('const g = {\n', /g = \{/, 'x')).toBeUndefined();
  });
});
