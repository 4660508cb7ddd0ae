import { StartError } from './start-error.ts';
import { VARIABLES } from './variables.ts';

/** Typed readers of environment variables. An empty variable counts as missing; each throws a StartError that names the variable. */
export interface Environment {
  string(name: string, fallback?: string): string;
  optional(name: string): string | undefined;
  /** 0 to 65535; 0 asks the system for a free one. */
  port(name: string, fallback?: number): number;
  /** From `least` (0) to `most`. */
  integer(name: string, fallback?: number, bounds?: { readonly least?: number; readonly most?: number }): number;
  /** Of PostgreSQL. What is refused is not said again: it may hold a password. */
  databaseUrl(name: string): string;
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

  const wholeNumber =
    (name: string, most: number, least = 0) =>
    (text: string) => {
      const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
      if (value >= least && value <= most) return value;
      throw invalid(name, text, `a whole number from ${least} to ${most}`);
    };

  return {
    optional,
    string: (name, fallback) => required(name, fallback, (text) => text),
    port: (name, fallback) => required(name, fallback, wholeNumber(name, 65_535)),
    integer: (name, fallback, { least, most = Number.MAX_SAFE_INTEGER } = {}) => required(name, fallback, wholeNumber(name, most, least)),
    databaseUrl: (name) =>
      required(name, undefined, (text) => {
        if (/^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? '')) return text;
        const wanted = 'a URL such as postgres://user:password@127.0.0.1:5432/vyarna';
        throw new StartError(
          'VARIABLE_INVALID',
          `${name} is not ${wanted}: ${meaningOf(name)}`,
          `Set ${name} to ${wanted}; write / as %2F in a password.`,
        );
      }),
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
