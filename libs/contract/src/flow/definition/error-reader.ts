import { compileTemplate, type Template, type TemplateScope } from '../expression/template.ts';
import { ERROR_TYPE, errorCode, errorType } from './errors.ts';
import type { SourcePath } from './finding.ts';
import type { RaiseTask, TryTask } from './flow.ts';
import { checkFields } from './profile.ts';
import { given, readValues } from './values.ts';

const EXAMPLE = `A code of the catalogue, such as ${errorType('BUSINESS_UNIT_SUSPENDED')}.`;

/** Reads what `raise` raises; null, and reported, where it cannot be read. Type and status are literals, to be checked against the catalogue of errors. */
export const readRaise = (value: unknown, path: SourcePath, scope: TemplateScope): Pick<RaiseTask, 'code' | 'status' | 'title' | 'detail'> | null => {
  const { report } = scope;
  const raised = checkFields(value, path, 'raised', report) ? given(value, 'error') : undefined;
  const at = [...path, 'error'];
  if (raised === undefined || !checkFields(raised, at, 'error', report)) return null;
  const values = readValues(raised, at, report);
  const type = values.matching('type', ERROR_TYPE, 'the type of an error of ours', EXAMPLE);
  const status = values.wholeNumber('status', 'As in the catalogue of errors.');
  const text = (name: 'title' | 'detail'): Template | null => {
    const held = values.text(name, 'Text, or an expression.');
    return held === undefined ? null : compileTemplate(held, [...at, name], scope);
  };
  const [title, detail] = [text('title'), text('detail')];
  return type === undefined || status === undefined ? null : { code: errorCode(type), status, title, detail };
};

/** Reads `catch.errors`: literals that an error must have. */
export const readFilter = (value: unknown, path: SourcePath, { report }: TemplateScope): TryTask['catch']['filter'] => {
  if (value === undefined || !checkFields(value, path, 'errors', report)) return {};
  const filter = given(value, 'with');
  const at = [...path, 'with'];
  if (filter === undefined || !checkFields(filter, at, 'filter', report)) return {};
  if (Object.keys(filter).length === 0) {
    report({
      path: at,
      rule: 'FLOW_INVALID_VALUE',
      message: 'A filter must say which errors it takes.',
      hint: 'Give code, status or type, or leave errors out.',
    });
  }
  const values = readValues(filter, at, report);
  const literal = 'A literal: filters take no expressions.';
  const [code, status] = [values.text('code', literal), values.wholeNumber('status', literal)];
  const type = values.matching('type', ERROR_TYPE, 'the type of an error of ours', EXAMPLE);
  return { ...(code === undefined ? {} : { code }), ...(status === undefined ? {} : { status }), ...(type === undefined ? {} : { type }) };
};
