type Style = 'plain' | 'single' | 'double';

/**
 * The offset in a YAML text at which a character of a scalar's value is written, in whatever style: folding turns line ends into
 * spaces, blocks lose their indentation, quoted text has escapes. What is no white space stands in text and value in the same order,
 * so the two are walked side by side. `start` is where the scalar begins, its quote included. Of white space itself the place is near,
 * not exact.
 */
export const scalarOffset = (text: string, start: number, value: string, index: number): number => {
  const style = styleOf(text, start, value);
  let at = style === 'plain' ? start : start + 1;
  for (let read = 0; ; ) {
    const wanted = value[read];
    if (wanted === undefined) return at;
    const blank = /\s/.test(wanted);
    if (!blank) at = afterBlanks(text, at, style);
    const [taken, made] = blank ? blankAt(text, at, style) : characterAt(text, at, style);
    if (read + made > index) return at;
    at += taken;
    read += made;
  }
};

/** Blocks are read as plain scalars are. A quote that begins the value itself is none of YAML's. */
const styleOf = (text: string, start: number, value: string): Style => {
  const quote = text[start];
  if (quote === '"') return value.startsWith('"') && text[start + 1] !== '\\' ? 'plain' : 'double';
  if (quote === "'") return value.startsWith("'") && text[start + 1] !== "'" ? 'plain' : 'single';
  return 'plain';
};

const afterBlanks = (text: string, from: number, style: Style): number => {
  let at = from;
  while (at < text.length) {
    if (/\s/.test(text[at] ?? '')) at += 1;
    // A line end that is not part of the value, or white space that is.
    else if (style === 'double' && text[at] === '\\' && /[\r\n\t tnvfrNLP_]/.test(text[at + 1] ?? '')) at += 2;
    else break;
  }
  return at;
};

/** How far to go in the text for one white space of the value: a line end that became a space is left to the next character. */
const blankAt = (text: string, at: number, style: Style): readonly [taken: number, made: number] => {
  if (text[at] === ' ' || text[at] === '\t') return [1, 1];
  return style === 'double' && text[at] === '\\' ? characterAt(text, at, style) : [0, 1];
};

const ESCAPE_LENGTHS: { readonly [kind: string]: number } = { x: 4, u: 6, U: 10 };

const characterAt = (text: string, at: number, style: Style): readonly [taken: number, made: number] => {
  if (style === 'single' && text[at] === "'") return [2, 1];
  if (style !== 'double' || text[at] !== '\\') return [1, 1];
  const kind = text[at + 1] ?? '';
  const isPair = kind === 'U' && Number.parseInt(text.slice(at + 2, at + 10), 16) > 0xffff;
  return [ESCAPE_LENGTHS[kind] ?? 2, isPair ? 2 : 1];
};
