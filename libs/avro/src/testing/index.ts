/** For tests of what is made from schemas: schemas at random, with their values. */
export { anyCase, type Case, constrainedCase } from './arbitrary-schema.ts';
export { spoilt } from './spoilt.ts';
