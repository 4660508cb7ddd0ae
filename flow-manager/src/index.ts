export { type CheckedFlow, checkFlow } from './definition/check-flow.ts';
export { type Finding, formatFinding } from './definition/finding.ts';
