import type { Plan } from '../../plan/pipeline.ts';
import { everyWord } from '../../plan/structure.ts';
import { words } from '../../plan/word.ts';
import { pipeline } from '../examples.ts';
import type { Facts, Rule } from '../rule.ts';

/** Words of the language that this release reads nothing of. */
export const notReadYet: Rule = {
  code: 'not-read-yet',
  severity: 'error',
  certain: true,
  why: `The language is ahead of what this release makes of it. A word that nothing reads would be obeyed by nothing, and nobody would
know; docs/language.md lists these words and what will read them.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['volume store { claim = "birds", path = "/data" }'] }),
  good: pipeline({}),
  *check(plan, facts) {
    const { launch } = plan.cluster;
    if (launch.kind === 'kubernetes' || launch.kind === 'skypilot')
      yield {
        path: ['cluster', 'launch'],
        message: `launch ${launch.kind} is read by nothing yet.`,
        help: 'Write launch = local, ssh or slurm.',
      };
    for (const { path, later } of unread(plan, facts))
      yield {
        path,
        at: 'name',
        message: `${path.filter((part) => part !== '').at(-1)} is read by nothing yet: it waits for ${later}.`,
        help: 'Take it out.',
      };
  },
};

type Waiting = { readonly path: readonly string[]; readonly later: string };

let waiting: readonly Waiting[] | undefined;

/** Of a block and its words the block alone. */
const waitingWords = (): readonly Waiting[] => {
  const all: Waiting[] = [];
  for (const { path, type } of everyWord()) {
    const later = words.get(type)?.later;
    if (later !== undefined) all.push({ path, later });
  }
  const blocks = new Set(all.flatMap(({ path }) => (path.length === 1 ? path : [])));
  waiting ??= all.filter(({ path }) => path.length === 1 || !blocks.has(path[0] ?? ''));
  return waiting;
};

/** What is written of them. */
function* unread(plan: Plan, { written }: Facts): Iterable<Waiting> {
  for (const { path: word, later } of waiting ?? waitingWords()) {
    const isVolume = word.length === 1 && word[0] === 'volume';
    const paths = isVolume ? Object.keys(plan.volume).map((name) => [...word, name]) : [word];
    for (const path of paths) if (written(path)) yield { path, later };
  }
}
