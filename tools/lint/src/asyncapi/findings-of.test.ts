import { describe, expect, test } from 'vitest';
import type { Diagnostic } from './diagnostic.ts';
import { findingsOf } from './findings-of.ts';

const DOCUMENT = 'contracts/shop/asyncapi.yaml';

const diagnostic = (path: string, message: string, more: Partial<Diagnostic> = {}): Diagnostic => ({
  code: 'asyncapi-document-resolved',
  message,
  path: path.split('/').filter((key) => key !== ''),
  severity: 0,
  line: 4,
  character: 2,
  source: `/repository/${DOCUMENT}`,
  ...more,
});

const linesOf = (...diagnostics: readonly Diagnostic[]): readonly string[] =>
  findingsOf('/repository', [{ document: DOCUMENT, diagnostics, read: {} }], [], () => '').map(
    ({ file, line, column, rule, message }) => `${file}:${line}:${column}: ${message} [${rule}]`,
  );

describe('what the parser of AsyncAPI says', () => {
  test('is a finding at its place, counted from 1', () => {
    expect(linesOf(diagnostic('info', '"info" property must have required property "version"'))).toEqual([
      `${DOCUMENT}:5:3: "info" property must have required property "version". [ASYNCAPI_DOCUMENT_RESOLVED]`,
    ]);
  });

  test('of a part is left out where something inside it says what', () => {
    const inner = diagnostic('channels/a/address', 'must be string', { line: 8 });
    expect(linesOf(diagnostic('channels/a', 'must match exactly one schema'), inner)).toEqual([
      `${DOCUMENT}:9:3: must be string. [ASYNCAPI_DOCUMENT_RESOLVED]`,
    ]);
  });

  test('of a schema with a format of its own is left out: the schema is read by us', () => {
    const payload = 'components/messages/A/payload';
    expect(
      linesOf(
        diagnostic(payload, '"payload" property must match "then" schema'),
        diagnostic('fields/5/type', '"type" property type must be string', { source: '/repository/contracts/shop/schemas/a.avsc' }),
        diagnostic(`${payload}/schema/fields/5/type`, '"type" property type must be string'),
      ),
    ).toEqual([]);
    expect(linesOf(diagnostic(`${payload}/minLength`, '"minLength" property type must be integer'))).toHaveLength(1);
  });
});
