import type { Path } from '../../plan/path.ts';
import type { Plan } from '../../plan/pipeline.ts';
import { captionsFrom } from '../clips/captions-from.ts';
import { pipeline } from '../examples.ts';
import type { Finding, Rule } from '../rule.ts';

type From = Plan['captions']['from'];

const from = (words: string) => pipeline({ more: [`captions { from ${words} }`] });

export const captionsElsewhere: Rule = {
  code: 'captions-elsewhere',
  severity: 'error',
  certain: false,
  why: `A suffix takes the place of the clip's own, dot and all: with "txt" the caption of birds/1.mp4 is looked for in birds/1txt, and
every clip is left out as one without a caption (kohya-ss/sd-scripts#533 adds the dot, since so many forget it). A table is read as
what the file says it is: the lines of a .csv are no JSON objects, and a .json holds one list most often, not an object a line.`,
  sources: ['kohya-ss/sd-scripts#533', 'bmaltais/kohya_ss#1370', 'cogx: the language'],
  bad: from('beside { suffix = "txt" }'),
  good: from('beside { suffix = ".txt" }'),
  quiet: [
    from('beside { suffix = "_caption.txt" }'),
    from('csv { file = "captions.tsv" }'),
    from('jsonl { file = "metadata.ndjson" }'),
    from('csv { file = "captions.v2" }'),
  ],
  hides: ['clips-without-caption', 'unread-captions'],
  *check(plan, facts) {
    for (const { path, from } of captionsFrom(plan, facts)) {
      const found = 'suffix' in from ? dotless(from.suffix, path) : 'file' in from ? otherTable(from, path) : undefined;
      if (found) yield found;
    }
  },
};

const dotless = (suffix: string, path: Path): Finding | undefined =>
  /^[A-Za-z0-9]+$/.test(suffix)
    ? {
        path: [...path, 'suffix'],
        message: `With suffix = "${suffix}" the caption of clip.mp4 is looked for in clip${suffix}.`,
        help: `Write suffix = ".${suffix}".`,
        fix: { safety: 'safe', set: [{ path: [...path, 'suffix'], text: `".${suffix}"` }] },
      }
    : undefined;

const otherTable = ({ kind, file }: Extract<From, { file: string }>, path: Path): Finding | undefined => {
  const suffix = /\.(csv|tsv|jsonl|ndjson|json|parquet|xlsx)$/i.exec(file)?.[1]?.toLowerCase();
  const meant = tables[suffix ?? ''];
  if (suffix === undefined || meant === kind) return undefined;
  return {
    path: [...path, 'file'],
    severity: suffix === 'json' ? 'warning' : 'error',
    message: `${file} is ${names[suffix] ?? `no file of ${kind}`}, and is read here as ${kind.toUpperCase()}.`,
    help: meant
      ? `Write from ${meant} { file = "${file}" }.`
      : `Write its rows to a .jsonl, an object a line, and name that.`,
  };
};

const tables: Readonly<Record<string, string>> = { csv: 'csv', tsv: 'csv', jsonl: 'jsonl', ndjson: 'jsonl' };

const names: Readonly<Record<string, string>> = {
  csv: 'a CSV table',
  tsv: 'a table',
  jsonl: 'JSON Lines',
  ndjson: 'JSON Lines',
  json: 'one JSON value',
  parquet: 'a Parquet file',
  xlsx: 'a workbook',
};
