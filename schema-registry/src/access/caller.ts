/** Who asks, and what they may do. */
import { HttpError } from '../http/http-error.ts';
import { isWholeContext } from '../registry/names.ts';

/** Each includes the ones before it. Reading is also checking and looking up; writing is registering; the rest is an administrator's. */
export const RIGHTS = ['read', 'write', 'admin'] as const;
export type Right = (typeof RIGHTS)[number];

export interface Caller {
  /** As it stands in the change log. */
  readonly name: string;
  /** May read every subject, so that nothing needs to be looked up to know. */
  readonly readsAll: boolean;
  may(right: Right, subject: string): boolean;
}

/** Everybody, where the registry asks nobody who they are. */
export const ANYBODY: Caller = { name: 'anonymous', readsAll: true, may: () => true };

/**
 * Throws an HttpError (403, 40301) when the caller has no such right. What is set for a context as a whole (`:.name:`,
 * '' the default one) is no secret.
 */
export function demand(caller: Caller, right: Right, subject: string): void {
  if ((isWholeContext(subject) && right === 'read') || caller.may(right, subject)) return;
  const what = isWholeContext(subject) ? `the context '${subject === '' ? '.' : subject}' as a whole` : `the subject '${subject}'`;
  throw forbidden(`${caller.name} has no right to ${VERBS[right]} ${what}.`);
}

/** Throws an HttpError (403, 40301) for who may not administer everything: the change log tells of all subjects. */
export function demandLog(caller: Caller): void {
  if (caller.may('admin', '')) return;
  throw forbidden(
    `${caller.name} has no right to read the change log, which tells of every subject: ask whoever keeps ACCESS_FILE for the right admin on the subjects *.`,
  );
}

const VERBS: Readonly<Record<Right, string>> = { read: 'read', write: 'write to', admin: 'administer' };

export const forbidden = (message: string): HttpError => new HttpError(403, message, { code: 40_301 });
