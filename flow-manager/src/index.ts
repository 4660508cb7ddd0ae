export { type CheckedFlow, checkFlow } from './definition/check-flow.ts';
