import { camelCase, pascalCase } from '@vyarna/loader';

/** Words that no constant or type of a module can be called. */
const KEYWORDS =
  'any arguments as async await bigint boolean break case catch class const constructor continue debugger default delete do else enum eval export ' +
  'extends false finally for function if implements import in infer instanceof interface is keyof let never new null number object of package ' +
  'private protected public readonly return satisfies static string super switch symbol this throw true try type typeof undefined unique unknown ' +
  'using var void while with yield __proto__';

/** Types of the language that generated modules use themselves. */
const USED_GLOBALS = 'Omit';

const RESERVED = new Set([...KEYWORDS.split(' '), ...USED_GLOBALS.split(' ')]);

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

export const isReserved = (name: string): boolean => RESERVED.has(name) || !IDENTIFIER.test(name);

/** The constant that stands for an operation, a message or the like, whatever characters its id has. */
export const constantName = (id: string, otherwise: string): string => {
  const name = camelCase(id)
    .replaceAll(/[^\w$]/g, '')
    .replace(/^[^A-Za-z_$]+/, '');
  return isReserved(name) ? `${name}${pascalCase(otherwise)}` : name;
};

/** Text as a string literal, in single quotes unless it holds more of those than of double ones. */
export const quoted = (text: string): string => {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  const [single, double] = ["'", '"'].map((quote) => inner.split(quote).length - 1) as [number, number];
  return single > double ? `"${inner.replaceAll('"', '\\"')}"` : `'${inner.replaceAll("'", "\\'")}'`;
};

/** A name as the key of a property. */
export const propertyKey = (name: string): string => (IDENTIFIER.test(name) ? name : quoted(name));
