import type { GuardedRegistry } from '../../access/guarded.ts';
import { MODES } from '../../registry/config.ts';
import { CODES, Refusal } from '../../registry/refusal.ts';
import { readText } from '../read-members.ts';
import type { Call, Route } from '../route.ts';

const read = async ({ subject, parameters, registry }: Call) => ({
  mode: await registry.query({ type: 'mode', subject, inScope: parameters.flag('defaultToGlobal') }),
});

async function update({ subject, parameters, body, registry }: Call): Promise<object> {
  const given = readText(body, 'mode', '');
  if (given === undefined) {
    await removeIfSet(registry, subject);
    return {};
  }
  const mode = MODES.find((one) => one === given.toUpperCase());
  if (mode === undefined) {
    throw new Refusal(CODES.invalidMode, `The mode '${given}' is not valid: it is one of ${MODES.join(', ')}. FORWARD is not taken.`);
  }
  await registry.execute({ type: 'set-mode', subject, mode, force: parameters.flag('force') });
  return { mode };
}

async function removeIfSet(registry: GuardedRegistry, subject: string): Promise<void> {
  try {
    await registry.execute({ type: 'remove-mode', subject });
  } catch (error) {
    if (!(error instanceof Refusal && error.code === CODES.subjectNotFound)) throw error;
  }
}

async function remove({ subject, parameters, registry }: Call): Promise<object> {
  const mode = await registry.execute({ type: 'remove-mode', subject, recursive: parameters.flag('recursive') });
  return mode === null ? {} : { mode };
}

/** `/mode`: whether the registry, a context or a subject takes registrations, imports or nothing. */
export const modeRoutes: readonly Route[] = ['/mode', '/mode/{subject}'].flatMap((path): Route[] => [
  { method: 'GET', path, parameters: ['defaultToGlobal'], answer: read },
  { method: 'PUT', path, parameters: ['force'], members: ['mode'], answer: update },
  { method: 'DELETE', path, parameters: ['recursive'], answer: remove },
]);
