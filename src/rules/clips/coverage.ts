import { agree, named, percent, type Surveyed, some, trained } from '../common.ts';
import { clips, pipeline, video } from '../examples.ts';
import type { Facts, Finding, Rule } from '../rule.ts';

const about = 'birds holds 200 clips of 20 s, each with one caption; a sample lasts 6.1 s';
const long = clips(200, { video: video(480, 24) });
const captions = ['captions { coverage = 80 % }'];

export const coverage: Rule = {
  code: 'coverage',
  severity: 'error',
  certain: false,
  why: `A caption that tells of what the sample does not show teaches the model that words mean nothing: of a clip of 20 s with
one caption a sample of 6 s shows a third. \`captions { coverage }\` sets how much must be shown; where more than
\`tolerate\` of a dataset's samples fall short it is an error. Without the word nothing is enforced; it is a note
where most samples show less than 80 %, and some less than half.`,
  sources: ['cogx: no public thread is known'],
  bad: { text: pipeline({ about, more: captions }), clips: long },
  good: {
    text: pipeline({
      about: 'birds holds 200 clips of 6.2 s, each with one caption; a sample lasts 6.1 s',
      more: captions,
    }),
    clips: clips(200),
  },
  quiet: [{ text: pipeline({ more: ['captions { coverage = 80 % }'] }), clips: clips(200, { video: video(182, 24) }) }],
  *check(plan, facts) {
    for (const each of trained(plan, facts)) {
      const finding = each.dataset.captions.coverage === null ? unsaid(each) : short(each, facts);
      if (finding) yield finding;
    }
  },
};

/** The whole caption is shown where the clip is no longer than the sample. */
const cut = 'Cut those clips into parts with a caption each, or caption only what the samples show';

const short = ({ name, dataset, seen }: Surveyed, { written }: Facts): Finding | undefined => {
  const { below_coverage: group, samples, least_coverage: least } = seen;
  const wanted = dataset.captions.coverage;
  if (group.count === 0 || wanted === null) return undefined;
  const own = ['dataset', name, 'captions', 'coverage'];
  return {
    path: written(own) ? own : ['captions', 'coverage'],
    message: `${some(group, samples, 'sample')} of dataset ${name} ${agree(group, 'shows', 'show')} less than ${percent(wanted)} of what the caption describes, at worst ${percent(least)}${named(group)}.`,
    help: `${cut}; or write coverage = ${Math.floor(least * 100)} %.`,
    severity: group.count / samples > dataset.tolerate ? 'error' : 'note',
  };
};

const unsaid = ({ name, seen }: Surveyed): Finding | undefined => {
  const { below_four_fifths: group, samples, least_coverage: least } = seen;
  // Where several windows share a caption, `caption-for-windows` tells the cause.
  // A clip that is slowed down shows less of itself, and that is what is told.
  if (seen.off_speed.count > 0 || group.count <= samples / 2 || least >= 0.5 || seen.one_caption_for_windows.count > 0)
    return undefined;
  return {
    path: ['dataset', name],
    message: `${some(group, samples, 'sample')} of dataset ${name} ${agree(group, 'shows', 'show')} less than 80 % of what the caption describes, at worst ${percent(least)}${named(group)}.`,
    help: `${cut}.`,
    severity: 'note',
  };
};
