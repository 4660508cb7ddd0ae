/** Adds an import below the others; formatting sorts it into its place. Unchanged where it is there. */
export const addImport = (text: string, line: string): string => {
  if (text.includes(line)) return text;
  const last = [...text.matchAll(/^(?:import\s[^;]*|\} from '[^']*');\n/gm)].at(-1);
  const at = last === undefined ? 0 : last.index + last[0].length;
  return `${text.slice(0, at)}${line}\n${text.slice(at)}`;
};

/** Adds text before the bracket that closes the one `opening` ends with. Undefined where there is none. */
export const insertAtEnd = (text: string, opening: RegExp, added: string, separator = ''): string | undefined => {
  const found = opening.exec(text);
  const end = found === null ? undefined : closingOf(text, found.index + found[0].length - 1);
  if (found === null || end === undefined) return undefined;
  const inside = text.slice(found.index + found[0].length, end).trimEnd();
  const between = inside === '' || inside.endsWith(separator) ? '' : separator;
  return `${text.slice(0, found.index + found[0].length)}${inside}${between}\n${added}\n${text.slice(end)}`;
};

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };

/** Where the bracket at `start` is closed, brackets in texts and comments aside. */
const closingOf = (text: string, start: number): number | undefined => {
  const open: string[] = [];
  const token = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[[\](){}]/g;
  token.lastIndex = start;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found] = match;
    if (CLOSING[found] !== undefined) open.push(CLOSING[found]);
    else if (found.length === 1 && open.at(-1) === found) open.pop();
    if (open.length === 0) return match.index;
  }
  return undefined;
};
