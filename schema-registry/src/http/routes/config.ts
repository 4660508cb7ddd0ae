import { demand } from '../../access/caller.ts';
import { besideSubject } from '../../registry/names.ts';
import type { Registry } from '../../registry/registry.ts';
import { readConfigUpdate } from '../config-body.ts';
import { renderedConfig, renderedUpdate } from '../rendered.ts';
import type { Call, Route } from '../route.ts';

/** `/config`: levels and the rest of what is set for the registry, a context or a subject. */
export const configRoutes = (registry: Registry): readonly Route[] => {
  const read = async ({ subject, parameters }: Call) =>
    renderedConfig(await registry.query({ type: 'config', subject, inScope: parameters.flag('defaultToGlobal') }));

  const update = async ({ subject, body, caller }: Call) => {
    const config = readConfigUpdate(body);
    // Who may use the alias may then use what it stands for.
    if (typeof config.alias === 'string') demand(caller, 'admin', besideSubject(config.alias, subject));
    return renderedUpdate(await registry.execute({ type: 'set-config', subject, config }, caller.name));
  };

  const remove = async ({ subject, caller }: Call) => renderedConfig(await registry.execute({ type: 'remove-config', subject }, caller.name));

  return ['/config', '/config/{subject}'].flatMap((path): Route[] => [
    { method: 'GET', path, parameters: ['defaultToGlobal'], right: 'read', answer: read },
    { method: 'PUT', path, takesBody: true, right: 'admin', answer: update },
    { method: 'DELETE', path, right: 'admin', answer: remove },
  ]);
};
