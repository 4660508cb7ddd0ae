import { Hono } from 'hono';
import { CODES, Refusal } from '../registry/refusal.ts';
import type { Registry } from '../registry/registry.ts';
import type { RegisteredSchema } from '../registry/schema.ts';
import { readSchemaBody } from './read-schema-body.ts';
import { readSubject } from './read-subject.ts';

const ACTOR = 'anonymous';

/** `/subjects`: subjects, their versions, looking up and registering schemas. */
export function subjectRoutes(registry: Registry): Hono {
  const routes = new Hono();

  const findVersion = (subject: string, wanted: string): Promise<RegisteredSchema> =>
    registry.query({ type: 'version', subject, version: versionOf(wanted) });

  routes.get('/', async (context) => context.json(await registry.query({ type: 'subjects', prefix: ':*:', include: 'active' })));

  routes.post('/:subject', async (context) => {
    const subject = readSubject(context);
    const schema = await readSchemaBody(context);
    return context.json(shown(await registry.query({ type: 'look-up', subject, schema })));
  });

  routes.get('/:subject/versions', async (context) => {
    const versions = await registry.query({ type: 'versions', subject: readSubject(context), include: 'active' });
    return context.json(versions.map(({ version }) => version));
  });

  routes.post('/:subject/versions', async (context) => {
    const subject = readSubject(context);
    const schema = await readSchemaBody(context);
    const { id, version, schema: text } = await registry.execute({ type: 'register', subject, schema }, ACTOR);
    return context.json({ id, version, schema: text });
  });

  routes.get('/:subject/versions/:version', async (context) =>
    context.json(shown(await findVersion(readSubject(context), context.req.param('version')))),
  );

  routes.get('/:subject/versions/:version/schema', async (context) =>
    context.body((await findVersion(readSubject(context), context.req.param('version'))).schema),
  );

  return routes;
}

const shown = ({ subject, version, id, schema }: RegisteredSchema) => ({ subject, version, id, schema });

function versionOf(text: string): number | 'latest' {
  if (text === 'latest' || text === '-1') return 'latest';
  const version = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (version > 0) return version;
  throw new Refusal(CODES.invalidVersion, `The version '${text}' is not valid: give a number from 1 on, or "latest".`);
}
