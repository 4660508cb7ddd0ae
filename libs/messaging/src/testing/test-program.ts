import { createLogger } from '@vyarna/logger';
import { createEnvironment, type Program, type Registry } from '@vyarna/process';

export interface TestProgram extends Program {
  /** The lines logged so far. */
  readonly lines: readonly { readonly level: string; readonly message: string; readonly [field: string]: unknown }[];
  readonly checks: ReadonlyMap<string, () => Promise<void>>;
  /** As a stop signal does. */
  stop(): Promise<void>;
}

/** A program inside a test's own process: tries a dependency once, and stops when told. */
export const testProgram = (name: string): TestProgram => {
  const lines: { level: string; message: string }[] = [];
  const steps: (() => Promise<void>)[] = [];
  const checks = new Map<string, () => Promise<void>>();
  const stopping = new AbortController();
  return {
    name,
    logger: createLogger({ service: name, level: 'debug', destination: { write: (line: string) => void lines.push(JSON.parse(line)) } }),
    env: createEnvironment({}),
    signal: stopping.signal,
    registry: undefined as unknown as Registry,
    health: undefined as unknown as Program['health'],
    dependency: (_, attempt) => attempt(),
    readiness: (check, ask) => void checks.set(check, ask),
    onStop: (_, step) => void steps.push(step),
    ready: () => {},
    lines,
    checks,
    stop: async () => {
      stopping.abort();
      for (const step of steps.reverse()) await step();
    },
  };
};
