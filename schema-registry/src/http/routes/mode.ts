import { MODES } from '../../registry/config.ts';
import { CODES, Refusal } from '../../registry/refusal.ts';
import type { Registry } from '../../registry/registry.ts';
import { readText } from '../read-members.ts';
import type { Call, Route } from '../route.ts';

/** `/mode`: whether the registry, a context or a subject takes registrations, imports or nothing. */
export const modeRoutes = (registry: Registry): readonly Route[] => {
  const read = async ({ subject, parameters }: Call) => ({
    mode: await registry.query({ type: 'mode', subject, inScope: parameters.flag('defaultToGlobal') }),
  });

  const update = async ({ subject, parameters, body, caller }: Call) => {
    const given = readText(body, 'mode', '');
    if (given === undefined) {
      await removeIfSet(subject, caller.name);
      return {};
    }
    const mode = MODES.find((one) => one === given.toUpperCase());
    if (mode === undefined) {
      throw new Refusal(CODES.invalidMode, `The mode '${given}' is not valid: it is one of ${MODES.join(', ')}. FORWARD is not taken.`);
    }
    await registry.execute({ type: 'set-mode', subject, mode, force: parameters.flag('force') }, caller.name);
    return { mode };
  };

  const removeIfSet = async (subject: string, actor: string): Promise<void> => {
    try {
      await registry.execute({ type: 'remove-mode', subject }, actor);
    } catch (error) {
      if (!(error instanceof Refusal && error.code === CODES.subjectNotFound)) throw error;
    }
  };

  const remove = async ({ subject, parameters, caller }: Call) => {
    const mode = await registry.execute({ type: 'remove-mode', subject, recursive: parameters.flag('recursive') }, caller.name);
    return mode === null ? {} : { mode };
  };

  return ['/mode', '/mode/{subject}'].flatMap((path): Route[] => [
    { method: 'GET', path, parameters: ['defaultToGlobal'], right: 'read', answer: read },
    { method: 'PUT', path, parameters: ['force'], takesBody: true, right: 'admin', answer: update },
    { method: 'DELETE', path, parameters: ['recursive'], right: 'admin', answer: remove },
  ]);
};
