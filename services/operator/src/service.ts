import type { Service } from '@vyarna/messaging';
import type { OperatorDatabase } from './database.ts';

export type OperatorService = Service<OperatorDatabase>;
