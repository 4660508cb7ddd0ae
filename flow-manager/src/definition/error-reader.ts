import { compileTemplate, type Template, type TemplateScope } from '../expression/template.ts';
import { errorCode, errorType } from './errors.ts';
import type { SourcePath } from './finding.ts';
import type { RaiseTask, TryTask } from './flow.ts';
import { checkFields } from './profile.ts';

/** Reads what `raise` raises. Type and status are literals, so that they can be checked against the catalogue of errors. */
export const readRaise = (value: unknown, path: SourcePath, scope: TemplateScope): Pick<RaiseTask, 'code' | 'status' | 'title' | 'detail'> => {
  const { report } = scope;
  const nothing = { code: '', status: 0, title: null, detail: null };
  if (!checkFields(value, path, 'raised', report)) return nothing;
  const error = value['error'];
  const at = [...path, 'error'];
  if (error === undefined || error === null || !checkFields(error, at, 'error', report)) return nothing;
  const code = errorCode(error['type']);
  if (code === null) {
    const hint = `a code of the catalogue, such as ${errorType('BUSINESS_UNIT_SUSPENDED')}`;
    report({ path: [...at, 'type'], rule: 'profile', message: 'not the type of an error of ours', hint });
  }
  const status = error['status'];
  if (typeof status !== 'number')
    report({ path: [...at, 'status'], rule: 'profile', message: 'status is a number', hint: 'as in the catalogue of errors' });
  const text = (name: 'title' | 'detail'): Template | null => (error[name] === undefined ? null : compileTemplate(error[name], [...at, name], scope));
  return { code: code ?? '', status: typeof status === 'number' ? status : 0, title: text('title'), detail: text('detail') };
};

/** Reads `catch.errors`: literals that an error must have. */
export const readFilter = (value: unknown, path: SourcePath, { report }: TemplateScope): TryTask['catch']['filter'] => {
  if (value === undefined || !checkFields(value, path, 'errors', report) || value['with'] === undefined) return {};
  const at = [...path, 'with'];
  const filter = value['with'];
  if (!checkFields(filter, at, 'filter', report)) return {};
  const { code, status, type } = filter;
  for (const [name, held, wanted] of [
    ['code', code, 'string'],
    ['status', status, 'number'],
    ['type', type, 'string'],
  ] as const) {
    if (held !== undefined && typeof held !== wanted) {
      report({ path: [...at, name], rule: 'profile', message: `${name} is a ${wanted}`, hint: 'a literal; filters take no expressions' });
    }
  }
  return {
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof status === 'number' ? { status } : {}),
    ...(typeof type === 'string' ? { type } : {}),
  };
};
