import type { Group } from '../../media/group.ts';
import type { Scanned, ScannedDataset } from '../disk/scan.ts';

/** What a scan found, for the person who waits for it. */
export function* summaryOf(
  inventory: string,
  { datasets, clips, looked, passed, problems }: Scanned,
): Iterable<string> {
  if (clips === 0) yield `${inventory} is left as it was: there is no clip.`;
  else yield `${inventory}: ${count(clips, 'clip')}, ${looked} of them looked at now`;
  for (const dataset of datasets) yield* datasetLines(dataset);
  for (const [why, group] of Object.entries(passed))
    if (group)
      yield `  not taken: ${group.count} ${passedAs(why, group.count)}: ${named(group).map(printable).join(', ')}`;
  for (const problem of problems.slice(0, 10)) yield `  ${problem}`;
  if (problems.length > 10) yield `  and ${problems.length - 10} more like these`;
}

function* datasetLines({ name, clips, seconds, damaged, captionless, again }: ScannedDataset): Iterable<string> {
  const bad = damaged.count > 0 ? `, ${damaged.count} damaged` : '';
  const mute = captionless.count > 0 ? `, ${captionless.count} without a caption` : '';
  const twice = again.count > 0 ? `, ${again.count} there already` : '';
  yield `  ${name}: ${count(clips, 'clip')}, ${timeOf(seconds)}${bad}${mute}${twice}`;
  for (const each of named(damaged)) yield `    ${printable(each)}`;
  for (const each of named(captionless, ' has no caption')) yield `    ${printable(each)}`;
  for (const each of named(again, ' again')) yield `    ${printable(each)}`;
}

const passedAs = (why: string, many: number): string => {
  const s = many === 1 ? '' : 's';
  switch (why) {
    case 'hidden':
      return `hidden file${s} or folder${s}`;
    case 'circle':
      return `folder${s} that ${many === 1 ? 'is' : 'are'} a link back to one above`;
    case 'unreadable':
      return `folder${s} that can't be read`;
    default:
      return `file${s} ending in ${/\s$/.test(why) ? `"${why}"` : why}`;
  }
};

const named = ({ count: many, first }: Group, after = ''): string[] => [
  ...first.map((each) => each + after),
  ...(many > first.length ? [`and ${many - first.length} more`] : []),
];

const count = (many: number, thing: string): string => `${many} ${thing}${many === 1 ? '' : 's'}`;

/** A name with a line break or an escape code must not write over the terminal. */
const printable = (text: string): string => (/[\p{Cc}]/u.test(text) ? JSON.stringify(text) : text);

const timeOf = (seconds: number): string => {
  if (seconds >= 3600) return `${(seconds / 3600).toFixed(1)} h`;
  return seconds >= 60 ? `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s` : `${seconds.toFixed(1)} s`;
};
