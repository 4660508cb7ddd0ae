import { Hono } from 'hono';
import type { Registry } from 'prom-client';
import type { Readiness } from './readiness.ts';

/**
 * What probes ask. `/live`: the process answers. `/ready`: 200 or 503, with each check. `/health`: the same detail for people and
 * container health checks, always 200 while the process answers, so that a lost dependency never gets it restarted. `/metrics`: Prometheus.
 */
export function healthRoutes(name: string, readiness: Readiness, registry: Registry): Hono {
  return new Hono()
    .get('/live', (context) => context.json({ status: 'live' }))
    .get('/ready', async (context) => {
      const { ready, checks } = await readiness.report();
      return context.json({ status: ready ? 'ready' : 'unready', checks }, ready ? 200 : 503);
    })
    .get('/health', async (context) => {
      const { ready, checks } = await readiness.report();
      return context.json({ program: name, status: ready ? 'ready' : 'unready', uptimeSeconds: Math.round(process.uptime()), checks });
    })
    .get('/metrics', async (context) => context.body(await registry.metrics(), 200, { 'content-type': registry.contentType }));
}
