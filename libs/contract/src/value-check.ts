import type { ValidateFunction } from 'ajv/dist/2020.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { JsonSchema } from './bundle.ts';
import { type Violation, violationsOf } from './violations.ts';

export interface CheckOptions {
  /** Fills in the defaults of missing fields, in the value itself. */
  readonly defaults?: boolean;
}

export type ValueCheck = (value: unknown, options?: CheckOptions) => readonly Violation[];

const newAjv = (useDefaults: boolean): Ajv2020 => {
  const ajv = new Ajv2020({ allErrors: true, strict: false, useDefaults });
  formats.default(ajv);
  return ajv;
};

/** Makes checks that compile their schema on first use, once with and once without defaults. */
export const createValueChecks = (): ((schema: () => JsonSchema) => ValueCheck) => {
  const checking = newAjv(false);
  const filling = newAjv(true);
  return (schema) => {
    let check: ValidateFunction | undefined;
    let fill: ValidateFunction | undefined;
    return (value, options = {}) => {
      let validate: ValidateFunction;
      if (options.defaults === true) validate = fill ??= filling.compile(schema());
      else validate = check ??= checking.compile(schema());
      return validate(value) ? [] : violationsOf(validate.errors ?? []);
    };
  };
};
