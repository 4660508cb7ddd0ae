import type { Logger } from '@vyarna/logger';
import type { Command } from '../registry/commands.ts';
import type { Registry } from '../registry/registry.ts';

/** Logs a line for each change that a caller of this instance made, beside the change log that all instances share. */
export const audited = (registry: Registry, logger: Logger): Registry => ({
  ...registry,
  execute: async (command, actor) => {
    const outcome = await registry.execute(command, actor);
    logger.info({ actor, ...described(command), outcome: shortly(outcome) }, 'changed');
    return outcome;
  },
});

/** Without schemas, which are long, and metadata, which may be sensitive. */
function described(command: Command): object {
  const { type, ...rest } = { ...command } as { readonly type: string; readonly [name: string]: unknown };
  const { schema: _, config, ...facts } = rest;
  return { action: type, ...facts, ...(config === undefined ? {} : { fields: Object.keys(config as object) }) };
}

function shortly(outcome: unknown): unknown {
  if (typeof outcome !== 'object' || outcome === null || Array.isArray(outcome)) return outcome;
  const { id, version } = outcome as { readonly id?: number; readonly version?: number };
  return id === undefined ? undefined : { id, version };
}
