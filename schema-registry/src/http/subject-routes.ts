import { Hono } from 'hono';
import type { RegisteredVersion, SchemaStore } from '../store/schema-store.ts';
import { readSchemaBody } from './read-schema-body.ts';
import { readSubject } from './read-subject.ts';
import { CODES, RegistryError } from './registry-error.ts';

const subjectNotFound = (subject: string): RegistryError => new RegistryError(CODES.subjectNotFound, `Subject '${subject}' not found.`);

/** `/subjects`: subjects, their versions, looking up and registering schemas. */
export function subjectRoutes(store: SchemaStore): Hono {
  const routes = new Hono();

  const findVersion = async (subject: string, wanted: string): Promise<RegisteredVersion> => {
    const found = await store.find(subject, versionOf(wanted));
    if (found !== undefined) return found;
    if ((await store.versions(subject)).length === 0) throw subjectNotFound(subject);
    throw new RegistryError(CODES.versionNotFound, `Version ${wanted} not found.`);
  };

  routes.get('/', async (context) => context.json(await store.subjects()));

  routes.post('/:subject', async (context) => {
    const subject = readSubject(context);
    const { identity } = await readSchemaBody(context);
    const found = await store.findByIdentity(subject, identity);
    if (found !== undefined) return context.json(found);
    if ((await store.versions(subject)).length === 0) throw subjectNotFound(subject);
    throw new RegistryError(CODES.schemaNotFound, 'Schema not found.');
  });

  routes.get('/:subject/versions', async (context) => {
    const subject = readSubject(context);
    const versions = await store.versions(subject);
    if (versions.length === 0) throw subjectNotFound(subject);
    return context.json(versions);
  });

  routes.post('/:subject/versions', async (context) => {
    const subject = readSubject(context);
    const { text, identity } = await readSchemaBody(context);
    // Read first: registering again, which every deploy does, then waits for nobody.
    const { id, version, schema } = (await store.findByIdentity(subject, identity)) ?? (await store.register(subject, identity, text));
    return context.json({ id, version, schema });
  });

  routes.get('/:subject/versions/:version', async (context) => context.json(await findVersion(readSubject(context), context.req.param('version'))));

  routes.get('/:subject/versions/:version/schema', async (context) =>
    context.body((await findVersion(readSubject(context), context.req.param('version'))).schema),
  );

  return routes;
}

function versionOf(text: string): number | 'latest' {
  if (text === 'latest' || text === '-1') return 'latest';
  const version = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (version > 0) return version;
  throw new RegistryError(CODES.invalidVersion, `The version '${text}' is not valid: give a number from 1 on, or "latest".`);
}
