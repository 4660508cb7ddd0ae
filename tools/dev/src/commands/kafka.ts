import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Parts } from '../platform/parts.ts';
import { startBroker } from '../platform/start-servers.ts';
import { defaultDataFolder } from '../project-folder.ts';
import { untilStopped } from './until-stopped.ts';

const KAFKA_PORT = 9092;

/** `make kafka`: just the broker, on the data that `make up BUS=kafka` uses too, until Ctrl-C. */
export function kafka(say: (line: string) => void): Promise<number> {
  const dataDir = defaultDataFolder;
  return untilStopped(say, async (signal) => {
    await mkdir(join(dataDir, 'logs'), { recursive: true });
    const parts = new Parts();
    try {
      const broker = await startBroker({ dataDir, parts, say, signal }, KAFKA_PORT);
      say(`Apache Kafka runs at ${broker.brokers}. Ctrl-C stops it; its data stays in ${relative(process.cwd(), dataDir)}/kafka.`);
      say(`Run the platform on it: make up BUS=kafka KAFKA_BROKERS=${broker.brokers}`);
      return parts;
    } catch (error) {
      await parts.stop();
      throw error;
    }
  });
}
