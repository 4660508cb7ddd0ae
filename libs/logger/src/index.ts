export { describeError } from './describe-error.ts';
export { createLogger, type Logger, type LoggerOptions } from './logger.ts';
