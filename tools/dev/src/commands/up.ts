import { type Bus, readSettings, startUp } from './start-up.ts';
import { untilStopped } from './until-stopped.ts';

/** `make up`: the whole platform on `.vyarna`, until Ctrl-C. Reads PORT, REGISTRY_PORT, KAFKA_BROKERS, SCHEMA_REGISTRY_URL and its credentials. */
export async function up(bus: Bus, say: (line: string) => void): Promise<number> {
  const settings = readSettings(bus);
  return untilStopped(say, (signal) => startUp(settings, say, signal));
}
