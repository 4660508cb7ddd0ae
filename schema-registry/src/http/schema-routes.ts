import { Hono } from 'hono';
import type { SchemaStore } from '../store/schema-store.ts';
import { CODES, RegistryError } from './registry-error.ts';

/** What an id stands for never changes; the schemas asked for last are kept in memory, up to this many characters of text. */
const KEPT_CHARACTERS = 32_000_000;

/** `/schemas`: schemas by id. */
export function schemaRoutes(store: SchemaStore): Hono {
  const routes = new Hono();
  const kept = new Map<number, string>();
  let keptCharacters = 0;

  const keep = (id: number, schema: string): void => {
    if (!kept.delete(id)) keptCharacters += schema.length;
    kept.set(id, schema);
    for (const [oldest, { length }] of kept) {
      if (keptCharacters <= KEPT_CHARACTERS) return;
      kept.delete(oldest);
      keptCharacters -= length;
    }
  };

  const schemaOf = async (text: string): Promise<string> => {
    const id = /^\d{1,9}$/.test(text) ? Number(text) : 0;
    const schema = kept.get(id) ?? (await store.schemaById(id));
    if (schema === undefined) throw new RegistryError(CODES.schemaNotFound, `Schema ${text} not found.`);
    keep(id, schema);
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
