import { StartError } from './start-error.ts';
import { VARIABLES } from './variables.ts';

/** Typed readers of environment variables. An empty variable counts as missing; each throws a StartError that names the variable. */
export interface Environment {
  string(name: string, fallback?: string): string;
  optional(name: string): string | undefined;
  /** 0 to 65535; 0 asks the system for a free one. */
  port(name: string, fallback?: number): number;
  integer(name: string, fallback?: number): number;
  oneOf<Value extends string>(name: string, values: readonly Value[], fallback?: Value): Value;
}

export function createEnvironment(source: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const optional = (name: string): string | undefined => source[name]?.trim() || undefined;

  const required = <Value>(name: string, fallback: Value | undefined, read: (text: string) => Value): Value => {
    const text = optional(name);
    if (text !== undefined) return read(text);
    if (fallback !== undefined) return fallback;
    throw new StartError('VARIABLE_MISSING', `${name} is not set: ${meaningOf(name)}`, `Set ${name} and start again.`);
  };

  const wholeNumber = (name: string, most: number) => (text: string) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (value <= most) return value;
    throw invalid(name, text, `a whole number from 0 to ${most}`);
  };

  return {
    optional,
    string: (name, fallback) => required(name, fallback, (text) => text),
    port: (name, fallback) => required(name, fallback, wholeNumber(name, 65_535)),
    integer: (name, fallback) => required(name, fallback, wholeNumber(name, Number.MAX_SAFE_INTEGER)),
    oneOf: (name, values, fallback) =>
      required(name, fallback, (text) => {
        const value = values.find((candidate) => candidate === text);
        if (value !== undefined) return value;
        throw invalid(name, text, `one of ${values.join(', ')}`);
      }),
  };
}

function invalid(name: string, text: string, wanted: string): StartError {
  return new StartError('VARIABLE_INVALID', `${name} is '${text}', which is not ${wanted}: ${meaningOf(name)}`, `Set ${name} to ${wanted}.`);
}

function meaningOf(name: string): string {
  return VARIABLES[name] ?? 'this program needs it';
}
