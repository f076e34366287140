import { type CheckInput, check } from '../../src/check.ts';
import { render } from '../../src/diagnostics/render.ts';

/** Other files that `use` may name, by path. */
export type Files = Readonly<Record<string, string>>;

export const checked = (text: string, more: Partial<CheckInput> & { files?: Files } = {}) =>
  check({ file: 'run.cogx', text, read: (path) => more.files?.[path], ...more });

/** `code at the underlined text`, in order. */
export const codes = (text: string, more: Partial<CheckInput> & { files?: Files } = {}): string[] => {
  const { diagnostics, sources } = checked(text, more);
  return diagnostics
    .filter(({ severity }) => severity !== 'note')
    .map(
      ({ code, place }) =>
        `${code}: ${place ? (sources.get(place.file) ?? '').slice(place.span.start, place.span.end) : '-'}`,
    );
};

export const said = (text: string, more: Partial<CheckInput> & { files?: Files } = {}): string => {
  const { diagnostics, sources } = checked(text, more);
  return diagnostics.map((each) => render(sources, each)).join('\n');
};

/** The smallest whole pipeline, with lines added. */
export const minimal = (...lines: string[]): string =>
  [
    'model cogvideox-1.5-5b-t2v',
    'dataset clips { videos = "clips" }',
    'train { length = 1000 steps }',
    ...lines,
    '',
  ].join('\n');
