import { readFile } from 'node:fs/promises';
import { StartError } from '@vyarna/process';
import { RIGHTS } from './caller.ts';
import type { Grant } from './grants.ts';
import { isPasswordHash } from './password.ts';

/** Who may ask the registry, and for what. */
export interface AccessRules {
  /** Hashes of passwords by the user's name. */
  readonly users: ReadonlyMap<string, string>;
  readonly grants: readonly Grant[];
}

/** Reads an access file: `{ "users": { name: hash }, "grants": [{ "to", "right", "subjects" }] }`. Rejects with the StartError ACCESS_FILE_INVALID. */
export async function readAccessFile(path: string): Promise<AccessRules> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw invalid(path, (error as Error).message);
  }
  const { users = {}, grants = [], ...others } = object(path, '$', content);
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) throw invalid(path, `$.${unknown} is not known; there are users and grants`);
  return {
    users: new Map(Object.entries(object(path, '$.users', users)).map(([name, hash]) => [name, hashOf(path, name, hash)])),
    grants: list(path, '$.grants', grants).map((grant, index) => readGrant(path, `$.grants[${index}]`, grant)),
  };
}

function hashOf(path: string, name: string, hash: unknown): string {
  if (name === '' || name.includes(':')) throw invalid(path, `the user '${name}' cannot log in: a name is not empty and has no colon`);
  if (typeof hash === 'string' && isPasswordHash(hash)) return hash;
  throw invalid(path, `$.users.${name} is no password hash: make one with node schema-registry/src/access/hash-password.ts`);
}

function readGrant(path: string, at: string, value: unknown): Grant {
  const { to, right, subjects } = object(path, at, value);
  const known = RIGHTS.find((one) => one === right);
  if (known === undefined) throw invalid(path, `${at}.right must be one of ${RIGHTS.join(', ')}, not ${JSON.stringify(right)}`);
  return { to: texts(path, `${at}.to`, to), right: known, subjects: texts(path, `${at}.subjects`, subjects).map((one) => pattern(path, at, one)) };
}

function pattern(path: string, at: string, text: string): string {
  if (!text.slice(0, -1).includes('*')) return text;
  throw invalid(path, `${at}.subjects has '${text}': a * stands at the end only`);
}

function object(path: string, at: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw invalid(path, `${at} must be an object, not ${JSON.stringify(value)}`);
}

function list(path: string, at: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw invalid(path, `${at} must be a list, not ${JSON.stringify(value)}`);
}

function texts(path: string, at: string, value: unknown): readonly string[] {
  const found = list(path, at, value);
  if (found.length > 0 && found.every((one) => typeof one === 'string')) return found;
  throw invalid(path, `${at} must be a list of texts that is not empty`);
}

const invalid = (path: string, what: string): StartError =>
  new StartError('ACCESS_FILE_INVALID', `The access file ${path} cannot be used: ${what}.`, 'Correct it; schema-registry/README.md shows one.');
