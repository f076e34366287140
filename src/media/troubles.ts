/** What is wrong with many lines at once, in words for one and for several, and what can be done. */
export type Trouble = { readonly one: string; readonly many: string; readonly help?: string };

/** Gathers what is wrong by kind, so that a thousand bad lines are one sentence. */
export type Troubles = {
  /** `place` is a file with a line, and what stands there. */
  readonly add: (trouble: Trouble, place: string) => void;
  /** What is wrong with a file as a whole. */
  readonly say: (sentence: string) => void;
  readonly sentences: () => string[];
};

const shown = 3;

type Known = { readonly trouble: Trouble; readonly count: number; readonly first: readonly string[] };

const sentenceOf = ({ trouble: { one, many, help }, count, first }: Known): string => {
  const more = count > first.length ? ` and ${count - first.length} more` : '';
  return `${count} ${count === 1 ? one : many}: ${first.join(', ')}${more}.${help ? ` ${help}` : ''}`;
};

export const troubles = (): Troubles => {
  const known = new Map<string, { readonly trouble: Trouble; count: number; readonly first: string[] }>();
  const said: string[] = [];
  return {
    say: (sentence) => {
      said.push(sentence);
    },
    add: (trouble, place) => {
      const seen = known.get(trouble.many) ?? { trouble, count: 0, first: [] };
      known.set(trouble.many, seen);
      seen.count++;
      if (seen.first.length < shown && !seen.first.includes(place)) seen.first.push(place);
    },
    sentences: () => [...said, ...[...known.values()].map(sentenceOf)],
  };
};
