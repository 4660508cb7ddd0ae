export { type Base, findBase, textInBase, UnknownReference } from './base.ts';
export { checkReleases, type ReleaseCheck, type Step } from './check-releases.ts';
export { type History, type Release, readHistory, textOf } from './history.ts';
export { KIND_LEVELS, levelOf } from './kind-levels.ts';
export { RELEASE_RULES, releaseFindings } from './rules.ts';
export { isSameSchema } from './schemas.ts';
export { type Subject, subjectsOf } from './subjects.ts';
export { writeSteps } from './write-steps.ts';
