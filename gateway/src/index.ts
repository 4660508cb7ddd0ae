export { GATEWAY, startGateway } from './gateway.ts';
