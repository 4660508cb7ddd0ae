const PREFIX = 'vyarna://errors/';

/** The DSL wants an error's type to be a URI; ours are the codes of the catalogue behind one prefix. */
export const errorType = (code: string): string => `${PREFIX}${code}`;

/** The code in an error's type, or null when it is not one of ours. */
export const errorCode = (type: unknown): string | null =>
  typeof type === 'string' && type.startsWith(PREFIX) && /^[A-Z][A-Z0-9_]+$/.test(type.slice(PREFIX.length)) ? type.slice(PREFIX.length) : null;
