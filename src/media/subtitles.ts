import { timecode, type Written } from './caption-times.ts';
import { cleanCaption } from './captions.ts';
import type { Trouble, Troubles } from './troubles.ts';

/** SubRip and WebVTT write their times alike but for comma and dot, which both are read in both. */
const timeLine = /^\s*(\d[\d:.,]*)\s+-->\s+(\d[\d:.,]*)(?:\s.*)?$/;
/** What someone meant as such a line. */
const almost = /^\s*\d+:[\d:.,]+\s*[-–—=]+>+\s*\d/;

const unread: Trouble = {
  one: 'line of subtitles is no time line',
  many: 'lines of subtitles are no time lines',
  help: 'Write them as 00:00:01,500 --> 00:00:04,000.',
};

export type SubtitleFile = { readonly name: string; readonly text: string };

/** The cues of a subtitle file, each with its line; settings, styles, notes and tags fall away. */
export const readSubtitles = ({ name, text }: SubtitleFile, told: Troubles): Written[] => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const isVtt = /^WEBVTT(\s|$)/.test(lines[0] ?? '');
  const starts = lines.flatMap((each, index) => (timeLine.test(each) ? [index] : []));
  lines.forEach((each, index) => {
    if (!timeLine.test(each) && almost.test(each)) told.add(unread, `${name}:${index + 1}`);
  });
  return starts.flatMap((at, index) => {
    const [, from = '', to = ''] = timeLine.exec(lines[at] ?? '') ?? [];
    const [start, end] = [timecode(from), timecode(to)];
    const next = starts[index + 1] ?? lines.length;
    const said = plain(
      isVtt ? untilEmpty(lines.slice(at + 1, next)) : withoutNumber(lines.slice(at + 1, next), next < lines.length),
      isVtt,
    );
    if (start === undefined || end === undefined) {
      told.add(unread, `${name}:${at + 1}`);
      return [];
    }
    return said === '' ? [] : [{ text: said, start, end, line: at + 1 }];
  });
};

/** WebVTT ends a cue at an empty line: what follows is a note, a style, or the next cue's name. */
const untilEmpty = (lines: readonly string[]): readonly string[] => {
  const end = lines.findIndex((line) => line.trim() === '');
  return end < 0 ? lines : lines.slice(0, end);
};

/** SubRip files have empty lines inside their texts, and the number of the next cue before its times. */
const withoutNumber = (lines: readonly string[], followed: boolean): readonly string[] =>
  followed && /^\s*\d+\s*$/.test(lines.at(-1) ?? '') ? lines.slice(0, -1) : lines;

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': ' ',
  '&lrm;': '',
  '&rlm;': '',
};

/** Every tag of WebVTT, where a `<` of the text is `&lt;`; of SubRip those that players know, and places such as {\an8}. */
const plain = (lines: readonly string[], isVtt: boolean): string => {
  const text = lines.join(' ');
  return cleanCaption(
    isVtt
      ? text.replace(/<[^>]*>/g, '').replace(/&(?:amp|lt|gt|nbsp|lrm|rlm);/g, (entity) => entities[entity] ?? entity)
      : text.replace(/<\/?(?:b|i|u|s|font|c|v)(?:[\s.][^>]*)?>/gi, '').replace(/\{\\[^}]*\}/g, ''),
  );
};
