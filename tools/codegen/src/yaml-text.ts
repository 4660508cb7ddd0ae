/**
 * JSON values as YAML in blocks, one value a line: what the `yaml` package would write, at a tenth of its cost, which counts where there are hundreds of
 * routes. Text that any version of YAML could take for something else is quoted.
 */
export const yamlText = (value: unknown): string => `${inlineText(value, '') ?? blockOf(value as Collection, '')}\n`;

type Collection = readonly unknown[] | { readonly [key: string]: unknown };

/** A value that begins on the line of its key or dash; undefined for what begins on the next. */
const inlineText = (value: unknown, indent: string): string | undefined => {
  if (typeof value === 'string') return LINES.test(value) ? `|-\n${value.replaceAll(/^(?=.)/gm, `${indent}  `)}` : scalarText(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return value.length === 0 ? '[]' : undefined;
  return membersOf(value).length === 0 ? '{}' : undefined;
};

const membersOf = (value: object): readonly (readonly [string, unknown])[] => Object.entries(value).filter(([, member]) => member !== undefined);

const blockOf = (value: Collection, indent: string): string => {
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((item) => `- ${inlineText(item, indent) ?? blockOf(item as Collection, inner)}`)
    : membersOf(value).map(([key, member]) => {
        const inline = inlineText(member, indent);
        return `${scalarText(key)}:${inline === undefined ? `\n${inner}${blockOf(member as Collection, inner)}` : ` ${inline}`}`;
      });
  return lines.join(`\n${indent}`);
};

/** Lines that can stand as they are: none ends in a space, and the first does not begin with one. */
const LINES = /^(?=.*\n)[^\s\p{C}][^\p{C}\p{Zl}\p{Zp}\u0085]*(?:\n(?:[^\p{C}\p{Zl}\p{Zp}\u0085]*[^\s\p{C}])?)*(?<!\n)$/u;
/** No quotes are needed around it, whatever stands before or after it. */
const PLAIN = /^[\w$./(\\^;=<+][^\p{C}\p{Zl}\p{Zp}\u0085]*$/u;
const PRINTABLE = /^[^\p{C}\p{Zl}\p{Zp}\u0085]*$/u;
const AMBIGUOUS = /: |:$| #|\s$|^(?:---|\.\.\.)/;
/** What is no text without quotes, in YAML 1.2 or 1.1. */
const OTHER =
  /^(?:~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?\.(?:inf|nan)|[-+]?[\d_]*\.?[\d_]*(?:e[-+]?\d+)?|0[xob][\da-f_]+|[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?|\d{4}-\d\d?-\d\d?.*)$/i;

/** What JSON leaves as it is and YAML may not hold, or takes for the end of a line. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

const scalarText = (text: string): string => {
  if (PLAIN.test(text) && !AMBIGUOUS.test(text) && !OTHER.test(text)) return text;
  if (!PRINTABLE.test(text) || (text.includes("'") && !/["\\]/.test(text))) return JSON.stringify(text).replaceAll(UNPRINTABLE, escaped);
  return `'${text.replaceAll("'", "''")}'`;
};
