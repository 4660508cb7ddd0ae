import { type ASTNode, Environment, EvaluationError, ParseError, TypeError as TypeFault } from '@marcbachmann/cel-js';
import type { Json } from '../json.ts';
import { ExpressionFailure } from './expression-failure.ts';
import { toJson } from './to-json.ts';

/** The variables an expression may see, by name. */
export interface Variables {
  readonly [name: string]: unknown;
}

export interface Expression {
  readonly ast: ASTNode;
  /** What CEL's checker infers, `dyn` where only evaluation can tell. */
  readonly type: string;
  evaluate(variables: Variables): Json;
}

/** An expression that cannot be compiled; `offset` counts characters from its start. */
export interface ExpressionFault {
  readonly message: string;
  readonly offset: number;
  readonly unknownVariable: boolean;
}

const environments = new Map<string, Environment>();

/** One environment for each set of visible variables; all are dynamic, as CEL's own checker does not know the contracts. */
const environmentFor = (variables: readonly string[]): Environment => {
  const key = variables.join(' ');
  let environment = environments.get(key);
  if (environment === undefined) {
    environment = new Environment({ homogeneousAggregateLiterals: false });
    for (const name of variables) environment.registerVariable(name, 'dyn');
    environments.set(key, environment);
  }
  return environment;
};

/** Whether CEL takes a name for a variable: not its own words and types, nor what it defines. */
export const isVariableName = (name: string): boolean => {
  const environment = new Environment();
  if (!/^[a-z][A-Za-z0-9_]*$/.test(name)) return false;
  try {
    if (environment.hasVariable(name)) return false;
    environment.registerVariable(name, 'dyn');
    return environment.parse(name).ast.op === 'id';
  } catch {
    return false;
  }
};

const faultOf = (error: unknown): ExpressionFault => {
  if (error instanceof ParseError || error instanceof TypeFault || error instanceof EvaluationError) {
    return { message: error.summary, offset: error.range?.start ?? 0, unknownVariable: error.code === 'unknown_variable' };
  }
  throw error;
};

/** Compiles CEL that may see `variables` alone. */
export const compileExpression = (
  text: string,
  variables: readonly string[],
): { readonly expression: Expression } | { readonly fault: ExpressionFault } => {
  try {
    const parsed = environmentFor(variables).parse(text);
    const checked = parsed.check();
    if (!checked.valid) return { fault: faultOf(checked.error) };
    const evaluate = (values: Variables): Json => {
      try {
        return toJson(parsed({ ...values }));
      } catch (error) {
        if (error instanceof EvaluationError) throw new ExpressionFailure(error.summary, { cause: error });
        throw error;
      }
    };
    return { expression: { ast: parsed.ast, type: checked.type ?? 'dyn', evaluate } };
  } catch (error) {
    return { fault: faultOf(error) };
  }
};
