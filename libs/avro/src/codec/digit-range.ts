/** Regular expressions for numbers within bounds, where numbers are held as text. */

/** One digit of a number: a character of a regular expression or a class of them. */
type Digit = string;

/** Matches the texts of the whole numbers from `least` (0 or more) to `greatest` whose last `scale` digits stand after a point, without needless zeros. */
export const digitRange = (least: bigint, greatest: bigint, scale = 0): string => {
  const alternatives: string[] = [];
  const whole: number[] = [];
  for (let length = scale + 1; length <= Math.max(String(greatest).length, scale + 1); length++) {
    // The shortest texts may begin with zero.
    const first = length === scale + 1 ? 0n : 10n ** BigInt(length - 1);
    const last = 10n ** BigInt(length) - 1n;
    const [low, high] = [least > first ? least : first, greatest < last ? greatest : last];
    if (low > high) continue;
    if (low === first && high === last && first > 0n) {
      whole.push(length - scale - 1);
      continue;
    }
    const [from, to] = [low, high].map((value) => String(value).padStart(length, '0')) as [string, string];
    for (const digits of between(from, to)) alternatives.push(rendered(digits, (index) => (index === length - scale ? '\\.' : '')));
  }
  const [fewest, most] = [whole[0], whole.at(-1)];
  if (fewest !== undefined && most !== undefined) {
    const more = fewest === most ? (fewest === 1 ? '\\d' : `\\d{${fewest}}`) : `\\d{${fewest},${most}}`;
    alternatives.splice(least < 10n ** BigInt(scale + 1) ? 1 : 0, 0, `[1-9]${more}${scale === 0 ? '' : `\\.\\d{${scale}}`}`);
  }
  return alternatives.length === 0 ? '(?!)' : alternatives.join('|');
};

/** Matches the texts of one shape from `least` to `greatest`: all have the same characters but digits at the same places. */
export const textRange = (least: string, greatest: string): string => {
  const literals = least.split(/\d/);
  const escaped = (text: string): string => text.replace(/[.]/g, '\\$&');
  const [from, to] = [least.replace(/\D/g, ''), greatest.replace(/\D/g, '')];
  const end = escaped(literals.at(-1) ?? '');
  return between(from, to)
    .map((digits) => `${rendered(digits, (index) => escaped(literals[index] ?? ''))}${end}`)
    .join('|');
};

/** The sequences of digits that together are all numbers of that many digits between two. */
const between = (from: string, to: string): readonly (readonly Digit[])[] => {
  const length = from.length;
  if (/^0*$/.test(from) && /^9*$/.test(to)) return [Array.from({ length }, () => '\\d')];
  const [low, high] = [Number(from[0]), Number(to[0])];
  const [lowRest, highRest] = [from.slice(1), to.slice(1)];
  if (low === high) return between(lowRest, highRest).map((rest) => [String(low), ...rest]);
  const any = Array.from({ length: length - 1 }, () => '\\d');
  const wholeLow = /^0*$/.test(lowRest);
  const wholeHigh = /^9*$/.test(highRest);
  const [firstWhole, lastWhole] = [wholeLow ? low : low + 1, wholeHigh ? high : high - 1];
  return [
    ...(wholeLow ? [] : between(lowRest, '9'.repeat(length - 1)).map((rest) => [String(low), ...rest])),
    ...(firstWhole > lastWhole ? [] : [[digitClass(firstWhole, lastWhole), ...any]]),
    ...(wholeHigh ? [] : between('0'.repeat(length - 1), highRest).map((rest) => [String(high), ...rest])),
  ];
};

const digitClass = (low: number, high: number): Digit => {
  if (low === high) return String(low);
  return low === 0 && high === 9 ? '\\d' : high === low + 1 ? `[${low}${high}]` : `[${low}-${high}]`;
};

/** `before` gives what stands in front of the digit at an index. */
const rendered = (digits: readonly Digit[], before: (index: number) => string): string => {
  let text = '';
  for (let index = 0; index < digits.length; ) {
    const digit = digits[index] ?? '';
    let end = index + 1;
    while (digit.length > 1 && digits[end] === digit && before(end) === '') end++;
    text += `${before(index)}${digit}${end - index > 1 ? `{${end - index}}` : ''}`;
    index = end;
  }
  return text;
};
