import { isObject } from '../json.ts';
import type { Report, SourcePath } from './finding.ts';
import type { Fields } from './profile.ts';

/** A field's value; undefined where there is none, which has been reported where one must be. */
export const given = (fields: Fields, name: string): unknown => fields[name] ?? undefined;

/** Reads literal values of one object and reports what has another form than the DSL wants. What is not given is undefined. */
export const readValues = (fields: Fields, path: SourcePath, report: Report) => {
  const read = <Value>(name: string, wanted: string, hint: string, accept: (value: unknown) => value is Value): Value | undefined => {
    const value = given(fields, name);
    if (value === undefined || accept(value)) return value;
    report({ path: [...path, name], rule: 'FLOW_INVALID_VALUE', message: `${name} must be ${wanted}.`, hint });
    return undefined;
  };
  const isText = (value: unknown): value is string => typeof value === 'string';
  return {
    text: (name: string, hint = 'Quote it.') => read(name, 'text', hint, isText),
    matching: (name: string, pattern: RegExp, wanted: string, hint: string) =>
      read(name, wanted, hint, (value): value is string => isText(value) && pattern.test(value)),
    /** Text that may be one value only. */
    exactly: (name: string, wanted: string, hint: string) =>
      read(name, `${wanted}, not ${shown(fields[name])}`, hint, (value): value is string => value === wanted),
    wholeNumber: (name: string, hint: string) => read(name, 'a whole number', hint, (value): value is number => Number.isInteger(value)),
    object: (name: string, hint: string) => read(name, 'an object', hint, isObject),
  };
};

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
