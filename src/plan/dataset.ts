import * as z from 'zod/mini';
import { datasetCaptions } from './captions.ts';
import { datasetFrames } from './frames.ts';
import { paths, patterns, share, whole } from './values.ts';
import { required, word } from './word.ts';

export const dataset = z.strictObject({
  videos: required(paths(), 'A folder, a pattern such as "data/**/*.mp4", or a list of them, relative to the file.'),
  exclude: word(patterns(), {
    says: 'Clips that are left out of what `videos` finds.',
    default: [],
    source: 'cogx: none unless asked for',
  }),
  repeats: word(whole(1), {
    says: 'How often each of its samples is seen in one pass.',
    default: 1,
    source: 'cogx: every clip counts once',
  }),
  tolerate: word(share(), {
    says: 'Damaged or captionless clips up to this share are a warning; above it an error.',
    default: 0.01,
    source: 'cogx: one bad file in a hundred does not stop a run',
  }),
  captions: word(datasetCaptions, {
    says: 'Where the captions of this dataset stand, if not as in the pipeline.',
    default: {},
  }),
  frames: word(datasetFrames, {
    says: 'How the clips of this dataset become samples, if not as in the pipeline.',
    default: {},
  }),
});
