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

/** `**` for any folders, `*` and `?` within a name, `{a,b}` for one of several: what `videos` takes too. */
const translated = (pattern: string): string =>
  pattern.replace(/\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[\\^$.|+()[\]{}]/g, (part) => {
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
        return part.startsWith('{') && part.endsWith('}') && part.length > 1
          ? `(?:${part.slice(1, -1).split(',').map(translated).join('|')})`
          : `\\${part}`;
    }
  });
