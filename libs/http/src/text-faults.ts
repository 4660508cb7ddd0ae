/** Strings that JSON can hold and the platform cannot keep; a contract does not say so, because it holds for every contract. */
import type { FieldFault } from './problem.ts';

/** Faults by place: half of a surrogate pair has no UTF-8, and PostgreSQL's text and JSON have no U+0000. */
export const textFaults = (value: unknown, path = '$'): readonly FieldFault[] => {
  if (typeof value === 'string') return faultsOf(value, path, 'must');
  if (Array.isArray(value)) return value.flatMap((item, index) => textFaults(item, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    ...faultsOf(name, path, 'has a name that must'),
    ...textFaults(member, memberPath(name, path)),
  ]);
};

/** `$.email`, `$["a.b"]`. */
export const memberPath = (name: string, path = '$'): string =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;

const faultsOf = (text: string, path: string, must: string): readonly FieldFault[] => {
  if (!text.isWellFormed()) return [{ path, message: `${must} not hold half of a surrogate pair` }];
  return text.includes('\0') ? [{ path, message: `${must} not hold the character U+0000` }] : [];
};
