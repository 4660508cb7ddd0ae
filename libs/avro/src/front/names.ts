/** Avro's rules for names: what is one, and what a name means in its namespace. */
import { primitiveNames } from '../schema/avro-json.ts';

const part = /^[A-Za-z_][A-Za-z0-9_]*$/;

export const complexNames = ['record', 'error', 'enum', 'fixed', 'array', 'map'] as const;

/** The names a schema may use without defining them. */
export const builtInNames: readonly string[] = [...primitiveNames, ...complexNames, 'union'];

export const isName = (text: string): boolean => part.test(text);

export const isFullName = (text: string): boolean => text.split('.').every(isName);

/** `.Order`: how an alias without a namespace is written inside one, as Java writes it too. */
export const isBareName = (text: string): boolean => text.startsWith('.') && isName(text.slice(1));

/** Empty stands for no namespace. */
export const isNamespace = (text: string): boolean => text === '' || isFullName(text);

export const namespaceOf = (fullName: string): string => fullName.slice(0, Math.max(0, fullName.lastIndexOf('.')));

export const shortNameOf = (fullName: string): string => fullName.slice(fullName.lastIndexOf('.') + 1);

/** A name without a dot lies in the namespace around it. */
export const qualify = (name: string, namespace: string): string => (name.includes('.') || namespace === '' ? name : `${namespace}.${name}`);

/** What a reference may mean, the likelier first: a short name is looked for in the enclosing namespace, then among names without one. */
export const meanings = (name: string, namespace: string): readonly string[] =>
  name.includes('.') || namespace === '' ? [name] : [`${namespace}.${name}`, name];
