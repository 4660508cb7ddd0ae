import { CONFIG_MEMBERS, readConfigUpdate } from '../config-body.ts';
import { renderedUpdate } from '../rendered.ts';
import type { Call, Route } from '../route.ts';

const read = ({ subject, parameters, registry }: Call) => registry.query({ type: 'config', subject, inScope: parameters.flag('defaultToGlobal') });

const update = async ({ subject, body, registry }: Call) =>
  renderedUpdate(await registry.execute({ type: 'set-config', subject, config: readConfigUpdate(body) }));

const remove = ({ subject, registry }: Call) => registry.execute({ type: 'remove-config', subject });

/** `/config`: levels and the rest of what is set for the registry, a context or a subject. */
export const configRoutes: readonly Route[] = ['/config', '/config/{subject}'].flatMap((path): Route[] => [
  { method: 'GET', path, parameters: ['defaultToGlobal'], answer: read },
  { method: 'PUT', path, members: CONFIG_MEMBERS, answer: update },
  { method: 'DELETE', path, answer: remove },
]);
