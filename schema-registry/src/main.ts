import { runProgram } from '@vyarna/process';
import { startRegistry } from './start-registry.ts';

await runProgram('schema-registry', startRegistry);
