import { createRequire } from 'node:module';
import type * as ajv from 'ajv/dist/2020.js';
import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js';
import type * as ajvFormats from 'ajv-formats';
import type { JsonSchema } from './bundle.ts';
import { useOwnUniqueItems } from './unique-items.ts';
import { type Violation, violationsOf } from './violations.ts';

export interface CheckOptions {
  /** Fills in the defaults of missing fields, in the value itself. */
  readonly defaults?: boolean;
}

export type ValueCheck = (value: unknown, options?: CheckOptions) => readonly Violation[];

/** Ajv is loaded for the first schema that is compiled: many a command compiles none, and would wait for it longer than for its own work. */
const load = createRequire(import.meta.url);

const newAjv = (useDefaults: boolean): Ajv2020 => {
  const { Ajv2020 } = load('ajv/dist/2020.js') as typeof ajv;
  const formats = load('ajv-formats') as typeof ajvFormats;
  const made = new Ajv2020({
    allErrors: true,
    strict: false,
    // JSON has neither infinity nor what is not a number.
    strictNumbers: true,
    // A field called `constructor` or `toString` is there only if the value itself has it.
    ownProperties: true,
    useDefaults,
    // It would tell of a format it does not know, which binds nothing, on the console of whatever program checks the value.
    logger: false,
  });
  formats.default.default(made);
  useOwnUniqueItems(made);
  return made;
};

const onFirstUse = <Value>(make: () => Value): (() => Value) => {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

/** Makes checks that compile their schema on first use, once with and once without defaults. */
export const createValueChecks = (): ((schema: () => JsonSchema) => ValueCheck) => {
  const checking = onFirstUse(() => newAjv(false));
  const filling = onFirstUse(() => newAjv(true));
  return (schema) => {
    let check: ValidateFunction | undefined;
    let fill: ValidateFunction | undefined;
    return (value, options = {}) => {
      let validate: ValidateFunction;
      if (options.defaults === true) validate = fill ??= filling().compile(withoutInheritedDefaults(schema()));
      else validate = check ??= checking().compile(schema());
      return judged(validate, value);
    };
  };
};

/** What is nested too deep, or checked by a schema that leads back to itself, is refused like anything else that does not fit. */
const judged = (validate: ValidateFunction, value: unknown): readonly Violation[] => {
  try {
    return validate(value) ? [] : violationsOf(validate.errors ?? []);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ path: '$', keyword: 'depth', message: 'must not be nested so deep that it cannot be checked' }];
  }
};

/**
 * Ajv takes what every object has by birth, such as `constructor`, for a field that is there, and fills in no default; a default that holds
 * a field `__proto__` it fills in without that field. Without a default it overlooks the field, and the codec fills it in.
 */
const withoutInheritedDefaults = (schema: JsonSchema): JsonSchema =>
  JSON.parse(
    JSON.stringify(schema, (key, part: unknown) => {
      if (key !== 'properties' || typeof part !== 'object' || part === null) return part;
      return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, isLost(name, value) ? { ...value, default: undefined } : value]));
    }),
  );

const isLost = (name: string, { default: fallback }: { readonly default?: unknown }): boolean =>
  name in {} || (fallback !== undefined && JSON.stringify(fallback).includes('"__proto__":'));
