import type { Report, SourcePath } from '../definition/finding.ts';
import { isObject, type Json } from '../json.ts';
import { compileExpression, type Variables } from './cel.ts';

/** Literals and `${ cel }` strings, compiled: gives the value for the variables of the moment, or throws an ExpressionFailure. */
export type Template = (variables: Variables) => Json;

export interface TemplateScope {
  /** The variables that expressions may see here. */
  readonly variables: readonly string[];
  readonly report: Report;
}

const EXPRESSION = /^\s*\$\{([\s\S]+)\}\s*$/;

const NOTHING: Template = () => null;

/** Compiles a value of the definition; what cannot be compiled is reported and gives null. */
export const compileTemplate = (value: unknown, path: SourcePath, scope: TemplateScope): Template => {
  if (typeof value === 'string') return compileText(value, path, scope);
  if (Array.isArray(value)) {
    const items = value.map((item, index) => compileTemplate(item, [...path, index], scope));
    return (variables) => items.map((item) => item(variables));
  }
  if (isObject(value)) {
    const entries = Object.entries(value).map(([name, held]) => [name, compileTemplate(held, [...path, name], scope)] as const);
    return (variables) => Object.fromEntries(entries.map(([name, held]) => [name, held(variables)]));
  }
  return () => value as Json;
};

/** Compiles a condition: a `${ cel }` string whose type is not known to be anything but bool. */
export const compileCondition = (value: unknown, path: SourcePath, scope: TemplateScope): Template => {
  const text = typeof value === 'string' ? EXPRESSION.exec(value)?.[1] : undefined;
  if (text === undefined) {
    scope.report({
      path,
      rule: 'expression',
      message: 'a condition is an expression',
      hint: `write \${ ... }, such as \${ context.unit.status == 'ACTIVE' }`,
    });
    return NOTHING;
  }
  return compileOne(text, path, scope, 'bool');
};

const compileText = (value: string, path: SourcePath, scope: TemplateScope): Template => {
  const text = EXPRESSION.exec(value)?.[1];
  if (text !== undefined) return compileOne(text, path, scope, null);
  if (value.includes('${')) {
    scope.report({
      path,
      rule: 'expression',
      message: 'an expression must be the whole string',
      hint: `join strings inside it: \${ 'unit ' + input.name }`,
    });
  }
  return () => value;
};

const compileOne = (text: string, path: SourcePath, { variables, report }: TemplateScope, wanted: 'bool' | null): Template => {
  const compiled = compileExpression(text, variables);
  if ('fault' in compiled) {
    const { message, offset } = compiled.fault;
    report({
      path,
      within: { text, offset },
      rule: 'expression',
      message: `not valid CEL: ${message}`,
      hint: `an expression here may use ${variables.join(', ')}`,
    });
    return NOTHING;
  }
  if (wanted !== null && compiled.type !== wanted && compiled.type !== 'dyn') {
    report({
      path,
      rule: 'expression',
      message: `a condition must give a bool, this gives ${compiled.type}`,
      hint: 'compare the value with something',
    });
  }
  return compiled.expression;
};
