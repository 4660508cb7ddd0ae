import { Hono } from 'hono';
import type { SchemaStore } from '../store/schema-store.ts';
import { CODES, RegistryError } from './registry-error.ts';

/** What an id stands for never changes; this many of the latest asked for are kept in memory. */
const KEPT = 10_000;

/** `/schemas`: schemas by id. */
export function schemaRoutes(store: SchemaStore): Hono {
  const routes = new Hono();
  const kept = new Map<number, string>();

  const schemaOf = async (text: string): Promise<string> => {
    const id = /^\d{1,9}$/.test(text) ? Number(text) : 0;
    const schema = kept.get(id) ?? (await store.schemaById(id));
    if (schema === undefined) throw new RegistryError(CODES.schemaNotFound, `Schema ${text} not found.`);
    kept.delete(id);
    kept.set(id, schema);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value as number);
    return schema;
  };

  routes.get('/types', (context) => context.json(['AVRO']));
  routes.get('/ids/:id', async (context) => context.json({ schema: await schemaOf(context.req.param('id')) }));
  routes.get('/ids/:id/schema', async (context) => context.body(await schemaOf(context.req.param('id'))));
  routes.get('/ids/:id/versions', async (context) => {
    await schemaOf(context.req.param('id'));
    return context.json(await store.versionsOfSchema(Number(context.req.param('id'))));
  });
  return routes;
}
