import { createServer } from 'node:http';
import { createLogger } from '@vyarna/logger';
import { listen, Registry as MetricsRegistry } from '@vyarna/process';
import { identifyNobody } from '../access/identify.ts';
import { createEdge } from '../http/edge.ts';
import { RequestMetrics } from '../http/request-metrics.ts';
import type { Command, OutcomeOf } from '../registry/commands.ts';
import { MAX_BODY_BYTES } from '../start-registry.ts';
import { PureRegistry } from './pure-registry.ts';

export interface MemoryRegistry {
  readonly url: string;
  close(): Promise<void>;
}

/** A registry by HTTP that keeps nothing: as quick to start as a test of many registries needs it. */
export async function startMemoryRegistry(): Promise<MemoryRegistry> {
  const pure = new PureRegistry();
  const logger = createLogger({ service: 'schema-registry', level: 'silent' });
  const edge = createEdge({
    registry: {
      query: async (query) => pure.ask(query),
      execute: async <C extends Command>(command: C) => pure.execute(command) as OutcomeOf<C>,
      changes: async () => [],
      isLive: () => false,
      onChange: () => () => undefined,
    },
    identify: identifyNobody(null),
    logger,
    metrics: new RequestMetrics(new MetricsRegistry()),
    maxBodyBytes: MAX_BODY_BYTES,
  });
  const server = await listen(createServer(edge), { host: '127.0.0.1', port: 0 });
  return { url: server.url, close: () => server.close(100) };
}
