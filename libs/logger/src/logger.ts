import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import { serializeError } from './serialize-error.ts';
import { standardOutput } from './standard-output.ts';

export type { Logger } from 'pino';

export interface LoggerOptions {
  /** The program's name, on every line. */
  readonly service: string;
  /** trace, debug, info, warn, error, fatal or silent; info when left out. */
  readonly level?: string;
  /** Names of fields that hold personal data (tagged PII in the contracts): logged as `[redacted]` down to four levels below the line. */
  readonly redact?: readonly string[];
  /** Where lines go; standard output when left out. */
  readonly destination?: DestinationStream;
}

const CREDENTIALS_IN_URL = /(:\/\/[^\s:@/"]*):[^\s/"]*@/g;

/**
 * A pino logger that writes one JSON object a line: level as a word, ISO time, service, the call's fields (an error under `error`),
 * and the text under `message`. Writing is synchronous, so that the last line before an exit is never lost. Passwords in URLs are
 * masked wherever they appear in a line.
 */
export function createLogger({ service, level = 'info', redact = [], destination = standardOutput() }: LoggerOptions): Logger {
  const options = {
    level,
    base: { service },
    messageKey: 'message',
    errorKey: 'error',
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { error: serializeError },
    hooks: { streamWrite: maskCredentials },
    ...(redact.length === 0 ? {} : { redact: { paths: redact.flatMap(atEveryLevel), censor: '[redacted]' } }),
  };
  return pino(options, destination);
}

function maskCredentials(line: string): string {
  return line.includes('://') ? line.replace(CREDENTIALS_IN_URL, '$1:***@') : line;
}

function atEveryLevel(field: string): string[] {
  return [field, `*.${field}`, `*.*.${field}`, `*.*.*.${field}`];
}
