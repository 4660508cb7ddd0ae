export { type Files, smallContract, writeRepository } from './small-contract.ts';
