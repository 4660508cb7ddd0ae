import { normalName } from '../registry/names.ts';
import { badRequest, HttpError } from './http-error.ts';
import { Parameters } from './parameters.ts';

/** What a request is about: the decoded parts of its path, without the prefix `/contexts/{context}`, which then stands in the names. */
export interface Target {
  readonly parts: readonly string[];
  readonly parameters: Parameters;
}

/** Reads the target of a request line. Throws an HttpError (400) for a path that is not well encoded. */
export function readTarget(url: string): Target {
  const question = url.indexOf('?');
  const path = question < 0 ? url : url.slice(0, question);
  const parameters = new Parameters(question < 0 ? '' : url.slice(question + 1));
  const parts = path.split('/').slice(1).map(decode);
  if (parts.at(-1) === '') parts.pop();
  return parts[0] === 'contexts' && parts.length > 2 ? withinContext(parts[1] ?? '', parts.slice(2), parameters) : { parts, parameters };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badRequest(`The path is not well encoded: write a percent sign as %25, not '${part}'.`);
  }
}

/** Puts the context into the subject, or where the route has none into the parameter that stands for it. */
function withinContext(given: string, parts: readonly string[], parameters: Parameters): Target {
  const context = contextPrefix(given);
  const qualified = (name: string): string => (name.startsWith(':.') || name.startsWith(':*:') ? name : context + name);
  const [first, second] = parts;
  if (first === 'config' || first === 'mode') {
    const subject = second === undefined ? context : qualified(second);
    return { parts: [first, ...(subject === '' ? [] : [subject]), ...parts.slice(2)], parameters };
  }
  if (parts.length === 1 && (first === 'subjects' || first === 'schemas')) {
    parameters.set('subjectPrefix', qualified(parameters.text('subjectPrefix') ?? ''));
  } else if (first === 'schemas' && second === 'ids') {
    parameters.set('subject', qualified(parameters.text('subject') ?? ''));
  }
  const at = parts.indexOf('subjects') + 1;
  // Under /schemas the word is the end of a route, not the parent of a subject.
  if (at === 0 || first === 'schemas') return { parts, parameters };
  return { parts: parts.map((part, index) => (index === at ? qualified(part) : part)), parameters };
}

/** `test`, `.test` and `:.test:` are one context; the default one is written as nothing. */
export function contextPrefix(given: string): string {
  const bare = given.replace(/^:/, '').replace(/:$/, '');
  if (bare.includes(':')) throw new HttpError(400, `The context '${given}' is not valid: its name has no colon.`);
  return normalName(`:${bare.startsWith('.') ? bare : `.${bare}`}:`);
}
