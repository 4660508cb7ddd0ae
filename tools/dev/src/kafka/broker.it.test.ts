import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { kafkaCacheFolder } from '../project-folder.ts';
import { kafkaIsHere } from '../testing/index.ts';
import { leftOf, startParent } from '../testing/parent-process.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { startKafka } from './broker.ts';
import { fetchJars } from './fetch-jars.ts';
import { requireJava } from './java.ts';

describe.skipIf(!kafkaIsHere())('startKafka', () => {
  it('keeps its cluster over the kill of its parent, and then a stop, leaving nothing running', { timeout: 120_000 }, async () => {
    const folder = temporaryFolder();
    const java = await requireJava();
    const jars = await fetchJars(kafkaCacheFolder, () => undefined);
    const options = { java, jars, dataDir: join(folder, 'data'), logFile: join(folder, 'kafka.log') };
    const parent = await startParent(`
      import { startKafka } from '${join(import.meta.dirname, 'broker.ts')}';
      const kafka = await startKafka(${JSON.stringify(options)});
      console.log(JSON.stringify([kafka.keeper]));
    `);
    const cluster = readFileSync(join(options.dataDir, 'log/meta.properties'), 'utf8');
    await parent.kill9();

    const kafka = await startKafka(options);
    onTestFinished(() => kafka.stop());
    expect(await leftOf(parent.told)).toEqual([]);
    expect(readFileSync(join(options.dataDir, 'log/meta.properties'), 'utf8')).toBe(cluster);
    await kafka.stop();
    expect(await leftOf([kafka.keeper])).toEqual([]);
  });
});
