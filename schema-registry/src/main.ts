import { enableCompileCache } from 'node:module';

// Reading the sources anew takes longer than all else that a start does.
enableCompileCache();
const { runProgram } = await import('@vyarna/process');
const { startRegistry } = await import('./start-registry.ts');

await runProgram('schema-registry', startRegistry);
