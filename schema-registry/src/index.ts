export { startRegistry } from './start-registry.ts';
