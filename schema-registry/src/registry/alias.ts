/** Aliases of subjects: requests for one name mean another, by one step. */
import { besideSubject, isWholeContext, normalName, refuseBadName } from './names.ts';
import { CODES, Refusal } from './refusal.ts';
import type { RegistryState } from './state.ts';

/** Refuses with 422 what can lead nowhere: an alias of a context, to a name that no subject can have (42208), or back to itself. */
export function refuseBadAlias(state: RegistryState, subject: string, alias: string): void {
  if (isWholeContext(subject)) throw unprocessable('An alias is of one subject: set it with PUT /config/{subject}.');
  const target = besideSubject(alias, subject);
  refuseBadName(target, false);
  const steps = [subject];
  for (let at: string | undefined = target; at !== undefined && !steps.slice(1).includes(at); at = targetOf(state, at)) {
    steps.push(at);
    if (at === subject) {
      const shown = steps.map((step) => JSON.stringify(step)).join(' -> ');
      throw unprocessable(`The alias leads back to itself: ${shown}. Give it the name of a subject that has versions of its own.`);
    }
  }
}

/** What a name stands for, one step on; undefined for one that is no alias. */
function targetOf(state: RegistryState, name: string): string | undefined {
  const alias = state.config(name)?.alias;
  return alias === undefined || alias === '' ? undefined : besideSubject(alias, name);
}

const NOT_FOUND: readonly number[] = [CODES.subjectNotFound, CODES.versionNotFound, CODES.schemaNotFound];

/** What was not found under an alias, told with the name that was asked for: the other one is nowhere in the request. */
export function toldByAlias(state: RegistryState, asked: string | undefined, error: unknown): unknown {
  if (!(error instanceof Refusal) || asked === undefined || !NOT_FOUND.includes(error.code)) return error;
  const name = normalName(asked);
  const target = targetOf(state, name);
  if (target === undefined) return error;
  const further = targetOf(state, target);
  const only = further === undefined ? '' : `, which is itself one of ${JSON.stringify(further)}: only one step is taken`;
  return new Refusal(error.code, `${error.message} (${JSON.stringify(name)} is an alias of ${JSON.stringify(target)}${only})`);
}

const unprocessable = (message: string): Refusal => new Refusal(CODES.unprocessable, message);
