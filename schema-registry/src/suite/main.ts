/**
 * Runs the suite against a registry by URL, which should have no content of its own: `node main.ts [URL] [--only TEXT]`. The URL is
 * SCHEMA_REGISTRY_URL when left out; SCHEMA_REGISTRY_AUTHORIZATION is sent as the header Authorization. Exit code 1 when a case fails.
 */
import { parseArgs } from 'node:util';
import { groups } from './cases/index.ts';
import { runSuite } from './run-suite.ts';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { only: { type: 'string', default: '' } } });
const url = positionals[0] ?? process.env['SCHEMA_REGISTRY_URL'];
const authorization = process.env['SCHEMA_REGISTRY_AUTHORIZATION'];

if (url === undefined) {
  console.error('Use: node schema-registry/src/suite/main.ts URL [--only TEXT], or set SCHEMA_REGISTRY_URL');
  process.exitCode = 2;
} else {
  const target = { url: url.replace(/\/$/, ''), ...(authorization === undefined ? {} : { headers: { authorization } }) };
  const failed = await runSuite(groups, target, (line) => console.log(line), values.only);
  process.exitCode = failed === 0 ? 0 : 1;
}
