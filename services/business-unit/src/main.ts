import { runProgram } from '@vyarna/process';
import { startBusinessUnit } from './start-business-unit.ts';

await runProgram('ez-business-unit', startBusinessUnit);
