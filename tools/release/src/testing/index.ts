export { GitRepository } from './git-repository.ts';
