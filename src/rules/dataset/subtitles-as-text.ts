import { captionsFrom } from '../clips/captions-from.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const from = (words: string) => pipeline({ more: [`captions { from ${words} }`] });

export const subtitlesAsText: Rule = {
  code: 'subtitles-as-text',
  severity: 'error',
  certain: true,
  why: `Captions beside their clips are read as plain text. Of a subtitle file that is its numbers and times too:
"1 00:00:01,000 --> 00:00:04,000 A heron lands" would be learnt for the whole clip.`,
  sources: ['cogx: the language'],
  bad: from('beside { suffix = ".srt" }'),
  good: from('srt'),
  quiet: [from('beside { suffix = ".caption" }'), from('vtt { suffix = ".en.vtt" }')],
  *check(plan, facts) {
    for (const { path, from } of captionsFrom(plan, facts)) {
      const [, kind] = (from.kind === 'beside' && /\.(srt|vtt)$/i.exec(from.suffix)) || [];
      if (kind === undefined || from.kind !== 'beside') continue;
      const own = `.${kind.toLowerCase()}` === from.suffix ? '' : ` { suffix = ${JSON.stringify(from.suffix)} }`;
      yield {
        path: [...path, 'suffix'],
        message: `${from.suffix} files are subtitles, and are read here as the text of one caption.`,
        help: `Write from ${kind.toLowerCase()}${own}.`,
      };
    }
  },
};
