import { Hono } from 'hono';
import type { ConfigUpdate } from '../registry/config.ts';
import type { Registry } from '../registry/registry.ts';
import { readObject } from './read-schema-body.ts';
import { readSubject } from './read-subject.ts';

const ACTOR = 'anonymous';
/** Stands for the registry as a whole. */
const GLOBAL = '';

/** `/config`: compatibility levels. */
export function configRoutes(registry: Registry): Hono {
  const routes = new Hono();

  const setLevel = async (subject: string, { compatibility }: Readonly<Record<string, unknown>>): Promise<object> => {
    const config: ConfigUpdate = { compatibilityLevel: compatibility as ConfigUpdate['compatibilityLevel'] & string };
    await registry.execute({ type: 'set-config', subject, config }, ACTOR);
    return { compatibility };
  };
  const level = async (subject: string, inScope: boolean): Promise<object> => {
    const { compatibilityLevel } = await registry.query({ type: 'config', subject, inScope });
    return { compatibilityLevel };
  };

  routes.get('/', async (context) => context.json(await level(GLOBAL, true)));
  routes.put('/', async (context) => context.json(await setLevel(GLOBAL, await readObject(context))));
  routes.get('/:subject', async (context) => context.json(await level(readSubject(context), context.req.query('defaultToGlobal') === 'true')));
  routes.put('/:subject', async (context) => context.json(await setLevel(readSubject(context), await readObject(context))));
  return routes;
}
