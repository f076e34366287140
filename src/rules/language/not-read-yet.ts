import type { Plan } from '../../plan/pipeline.ts';
import { everyPath, typeAt } from '../../plan/structure.ts';
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
  bad: pipeline({ train: ['validate { held_out = 2 % }'] }),
  good: pipeline({}),
  *check(plan, facts) {
    const { launch } = plan.cluster;
    if (launch.kind === 'kubernetes')
      yield {
        path: ['cluster', 'launch'],
        message: 'launch kubernetes is read by nothing yet.',
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

/** What is written of them; of a block and its words the block alone. */
function* unread(plan: Plan, { written }: Facts): Iterable<{ path: readonly string[]; later: string }> {
  for (const word of everyPath()) {
    const type = typeAt(word);
    const later = type && words.get(type)?.later;
    const [above = ''] = word;
    const inside = word.length > 1 && words.get(typeAt([above]) as never)?.later !== undefined;
    if (later === undefined || inside) continue;
    const names =
      word.length === 1 && above === 'volume' ? Object.keys(plan.volume).map((name) => [above, name]) : [word];
    for (const path of names) if (written(path)) yield { path, later };
  }
}
