import type { Report } from '../../diagnostics/report.ts';
import { text } from '../../diagnostics/text.ts';

export const formats = ['text', 'json', 'sarif', 'github', 'junit'] as const;

export type Format = (typeof formats)[number];

/** A format is loaded when it is asked for. */
export const printer = async (format: Format): Promise<(report: Report) => string> => {
  switch (format) {
    case 'text':
      return text;
    case 'json':
      return (await import('../../diagnostics/json.ts')).json;
    case 'sarif':
      return (await import('../../diagnostics/sarif.ts')).sarif;
    case 'github':
      return (await import('../../diagnostics/github.ts')).github;
    case 'junit':
      return (await import('../../diagnostics/junit.ts')).junit;
  }
};

/** The format that was asked for, as far as a line that can't be read says one. */
export const formatIn = (typed: readonly string[]): Format =>
  typed
    .map((word, index) => (word === '--format' ? typed[index + 1] : /^--format=(.*)$/s.exec(word)?.[1]))
    .flatMap((word) => formats.find((format) => format === word) ?? [])
    .at(-1) ?? 'text';
