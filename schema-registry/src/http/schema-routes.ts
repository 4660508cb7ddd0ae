import { Hono } from 'hono';
import { CODES, Refusal } from '../registry/refusal.ts';
import type { Registry } from '../registry/registry.ts';

/** `/schemas`: schemas by id. */
export function schemaRoutes(registry: Registry): Hono {
  const routes = new Hono();
  const schemaOf = async (text: string): Promise<string> => (await registry.query({ type: 'schema-by-id', id: idOf(text) })).schema;

  routes.get('/types', (context) => context.json(['AVRO']));
  routes.get('/ids/:id', async (context) => context.json({ schema: await schemaOf(context.req.param('id')) }));
  routes.get('/ids/:id/schema', async (context) => context.body(await schemaOf(context.req.param('id'))));
  routes.get('/ids/:id/versions', async (context) =>
    context.json(await registry.query({ type: 'versions-of-id', id: idOf(context.req.param('id')) })),
  );
  return routes;
}

function idOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Refusal(CODES.schemaNotFound, `Schema ${text} not found.`);
}
