const PREFIX = 'vyarna://errors/';

/** The DSL wants an error's type to be a URI; ours are the codes of the catalogue behind one prefix. */
export const errorType = (code: string): string => `${PREFIX}${code}`;

export const ERROR_TYPE = /^vyarna:\/\/errors\/[A-Z][A-Z0-9_]+$/;

/** The code in an error's type. */
export const errorCode = (type: string): string => type.slice(PREFIX.length);
