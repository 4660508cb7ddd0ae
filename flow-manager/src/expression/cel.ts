import { Environment, EvaluationError, ParseError, TypeError as TypeFault } from '@marcbachmann/cel-js';
import type { Json } from '../json.ts';
import { ExpressionFailure } from './expression-failure.ts';
import { toJson } from './to-json.ts';

/** The variables an expression may see, by name. */
export interface Variables {
  readonly [name: string]: unknown;
}

export type Expression = (variables: Variables) => Json;

/** An expression that cannot be compiled; `offset` counts characters from its start. */
export interface ExpressionFault {
  readonly message: string;
  readonly offset: number;
}

const environments = new Map<string, Environment>();

/** One environment for each set of visible variables; all are dynamic, as their types are not known here. */
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

const faultOf = (error: unknown): ExpressionFault => {
  if (error instanceof ParseError || error instanceof TypeFault || error instanceof EvaluationError) {
    return { message: error.summary, offset: error.range?.start ?? 0 };
  }
  throw error;
};

/** Compiles CEL that may see `variables` alone. `type` is what the checker infers, `dyn` where only evaluation can tell. */
export const compileExpression = (
  text: string,
  variables: readonly string[],
): { readonly expression: Expression; readonly type: string } | { readonly fault: ExpressionFault } => {
  try {
    const parsed = environmentFor(variables).parse(text);
    const checked = parsed.check();
    if (!checked.valid) return { fault: faultOf(checked.error) };
    const expression = (values: Variables): Json => {
      try {
        return toJson(parsed({ ...values }));
      } catch (error) {
        if (error instanceof EvaluationError) throw new ExpressionFailure(error.summary, { cause: error });
        throw error;
      }
    };
    return { expression, type: checked.type ?? 'dyn' };
  } catch (error) {
    return { fault: faultOf(error) };
  }
};
