import { Hono } from 'hono';
import type { SchemaStore } from '../store/schema-store.ts';
import { readObject } from './read-schema-body.ts';
import { readSubject } from './read-subject.ts';
import { CODES, RegistryError } from './registry-error.ts';

const LEVELS = ['NONE', 'BACKWARD', 'BACKWARD_TRANSITIVE', 'FORWARD', 'FORWARD_TRANSITIVE', 'FULL', 'FULL_TRANSITIVE'];
const DEFAULT_LEVEL = 'NONE';
/** Stands for the registry as a whole. */
const GLOBAL = '';

/** `/config`: compatibility levels. Only NONE is enforced so far, so no other is taken: a level that is stored and ignored would be a lie. */
export function configRoutes(store: SchemaStore): Hono {
  const routes = new Hono();

  const setLevel = async (subject: string, { compatibility }: Readonly<Record<string, unknown>>): Promise<{ compatibility: string }> => {
    if (typeof compatibility !== 'string' || !LEVELS.includes(compatibility)) {
      throw new RegistryError(CODES.invalidLevel, `Invalid compatibility level. Valid values are ${LEVELS.join(', ')}.`);
    }
    if (compatibility !== 'NONE') {
      throw new RegistryError(CODES.invalidLevel, `This registry does not check ${compatibility} yet; only NONE is taken.`);
    }
    await store.setLevel(subject, compatibility);
    return { compatibility };
  };

  routes.get('/', async (context) => context.json({ compatibilityLevel: (await store.level(GLOBAL)) ?? DEFAULT_LEVEL }));
  routes.put('/', async (context) => context.json(await setLevel(GLOBAL, await readObject(context))));
  routes.get('/:subject', async (context) => {
    const subject = readSubject(context);
    const own = await store.level(subject);
    if (own !== undefined) return context.json({ compatibilityLevel: own });
    if (context.req.query('defaultToGlobal') === 'true') return context.json({ compatibilityLevel: (await store.level(GLOBAL)) ?? DEFAULT_LEVEL });
    throw new RegistryError(CODES.levelNotSet, `Subject '${subject}' does not have subject-level compatibility configured.`);
  });
  routes.put('/:subject', async (context) => context.json(await setLevel(readSubject(context), await readObject(context))));
  return routes;
}
