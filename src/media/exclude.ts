/** Whether a clip is one of those that its dataset leaves out: named itself, in a folder that is named, or met by a pattern. */
export const isExcluded = (path: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => expressionOf(pattern).test(path.replace(/^\.\//, '')));

/** A million clips ask for the same few patterns. */
const known = new Map<string, RegExp>();

const expressionOf = (pattern: string): RegExp => {
  const expression = known.get(pattern) ?? new RegExp(`^${translated(pattern.replace(/^\.\//, ''))}(/.*)?$`, 'su');
  known.set(pattern, expression);
  return expression;
};

/** What a whole path that the pattern means looks like. */
export const patternOf = (pattern: string): RegExp => new RegExp(`^${translated(pattern)}$`, 'su');

/** Whether a text is a pattern, and not a path. */
export const isPattern = (text: string): boolean => /[*?{[]/.test(text);

/** `**` for any folders, `*` and `?` within a name, `[0-9]` for a letter, `{a,b}` for one of several: in `videos` and in `exclude`. */
const translated = (pattern: string): string =>
  pattern.replace(/\*\*\/|\*\*|\*|\?|\[!?[^\]/\\]+\]|\{[^{}]*\}|[\\^$.|+()[\]{}]/g, (part) => {
    switch (part) {
      case '**/':
        return '(?:.*/)?';
      case '**':
        return '.*';
      case '*':
        return '[^/]*';
      case '?':
        return '[^/]';
      default:
        return several(part) ?? letterOf(part) ?? `\\${part}`;
    }
  });

const several = (part: string): string | undefined =>
  part.startsWith('{') && part.length > 1 ? `(?:${part.slice(1, -1).split(',').map(translated).join('|')})` : undefined;

const letterOf = (part: string): string | undefined =>
  part.startsWith('[') && part.length > 1
    ? `[${part
        .slice(1, -1)
        .replace(/^[!^]/, '^')
        .replace(/[[&~|(){}/]/g, '\\$&')}]`
    : undefined;
