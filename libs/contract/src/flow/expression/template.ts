import type { Report, SourcePath } from '../definition/finding.ts';
import { isObject, type Json } from '../json.ts';
import { compileExpression, type Expression, type Variables } from './cel.ts';

/** A value of the definition with its `${ cel }` strings compiled. `path` says where in the definition it stands. */
export type Template = LiteralTemplate | ExpressionTemplate | ListTemplate | ObjectTemplate;

interface LiteralTemplate {
  readonly kind: 'literal';
  readonly path: SourcePath;
  readonly value: Json;
}

export interface ExpressionTemplate {
  readonly kind: 'expression';
  readonly path: SourcePath;
  /** What stands between the braces. */
  readonly text: string;
  /** Where that begins in the string. */
  readonly offset: number;
  /** Null where it could not be compiled, which has been reported. */
  readonly expression: Expression | null;
}

interface ListTemplate {
  readonly kind: 'list';
  readonly path: SourcePath;
  readonly items: readonly Template[];
}

interface ObjectTemplate {
  readonly kind: 'object';
  readonly path: SourcePath;
  readonly members: readonly (readonly [name: string, value: Template])[];
}

export interface TemplateScope {
  /** The variables that expressions may see here. */
  readonly variables: readonly string[];
  readonly report: Report;
}

const EXPRESSION = /^\s*\$\{([\s\S]+)\}\s*$/;

/** The value of a template for the variables of the moment; throws an ExpressionFailure. */
export const evaluateTemplate = (template: Template, variables: Variables): Json => {
  switch (template.kind) {
    case 'literal':
      return template.value;
    case 'expression':
      if (template.expression === null) throw new Error(`the expression ${template.text} was never compiled`);
      return template.expression.evaluate(variables);
    case 'list':
      return template.items.map((item) => evaluateTemplate(item, variables));
    case 'object':
      return Object.fromEntries(template.members.map(([name, value]) => [name, evaluateTemplate(value, variables)]));
  }
};

/** Compiles a value of the definition; expressions that cannot be compiled are reported. */
export const compileTemplate = (value: unknown, path: SourcePath, scope: TemplateScope): Template => {
  if (typeof value === 'string') return compileText(value, path, scope);
  if (Array.isArray(value)) return { kind: 'list', path, items: value.map((item, index) => compileTemplate(item, [...path, index], scope)) };
  if (isObject(value)) {
    const members = Object.entries(value).map(([name, held]) => [name, compileTemplate(held, [...path, name], scope)] as const);
    return { kind: 'object', path, members };
  }
  return { kind: 'literal', path, value: value as Json };
};

/** Compiles a condition: a `${ cel }` string whose type is not known to be anything but bool. */
export const compileCondition = (value: unknown, path: SourcePath, scope: TemplateScope): ExpressionTemplate => {
  const found = typeof value === 'string' ? EXPRESSION.exec(value)?.[1] : undefined;
  if (typeof value !== 'string' || found === undefined) {
    const hint = `Write \${ ... }, such as \${ context.unit.status == 'ACTIVE' }.`;
    scope.report({ path, rule: 'FLOW_BROKEN_EXPRESSION', message: 'A condition is an expression.', hint });
    return { kind: 'expression', path, text: '', offset: 0, expression: null };
  }
  const compiled = compileOne(value, found, path, scope);
  const type = compiled.expression?.type ?? 'bool';
  if (type !== 'bool' && type !== 'dyn') {
    const message = `A condition must give a bool, this gives ${type}.`;
    scope.report({ path, rule: 'FLOW_BROKEN_EXPRESSION', message, hint: 'Compare the value with something.' });
  }
  return compiled;
};

const compileText = (value: string, path: SourcePath, scope: TemplateScope): Template => {
  const text = EXPRESSION.exec(value)?.[1];
  if (text !== undefined) return compileOne(value, text, path, scope);
  const start = value.indexOf('${');
  if (start >= 0) {
    const hint = `Join strings inside it: \${ 'unit ' + input.name }.`;
    scope.report({ path, offset: start, rule: 'FLOW_BROKEN_EXPRESSION', message: 'An expression must be the whole string.', hint });
  }
  return { kind: 'literal', path, value };
};

const compileOne = (value: string, text: string, path: SourcePath, { variables, report }: TemplateScope): ExpressionTemplate => {
  const offset = value.indexOf('${') + 2;
  const compiled = compileExpression(text, variables);
  if (!('fault' in compiled)) return { kind: 'expression', path, text, offset, expression: compiled.expression };
  const { message, offset: within, unknownVariable } = compiled.fault;
  report({
    path,
    offset: offset + within,
    rule: unknownVariable ? 'FLOW_UNKNOWN_VARIABLE' : 'FLOW_BROKEN_EXPRESSION',
    message: unknownVariable ? `${message}.` : `This is not valid CEL: ${message}.`,
    hint: unknownVariable ? `An expression here may use ${variables.join(', ')}.` : '',
  });
  return { kind: 'expression', path, text, offset, expression: null };
};
