import { runProgram } from '@vyarna/process';
import { startOperator } from './start-operator.ts';

await runProgram('ez-operator', startOperator);
