import { runProgram } from '@vyarna/process';
import { GATEWAY, startGateway } from './gateway.ts';

await runProgram(GATEWAY, startGateway);
