export { type Check, checkContracts } from './check-contracts.ts';
export { FORMATS, type Format, renderFindings } from './formats/render-findings.ts';
export { LIST_FORMATS, type ListFormat, listRules } from './list-rules.ts';
