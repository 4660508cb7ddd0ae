import { EVENT_ID, parseEvents } from 'js-yaml';

/** Tells whether an offset lies inside a scalar of a YAML document, where `#` begins no comment. Of a document that cannot be read nothing is known. */
export const textsOfYaml = (text: string): ((offset: number) => boolean) => {
  try {
    const scalars = parseEvents(text, {}).filter((event) => event.type === EVENT_ID.SCALAR);
    return (offset) => scalars.some(({ valueStart, valueEnd }) => valueStart <= offset && offset < valueEnd);
  } catch {
    return () => false;
  }
};
