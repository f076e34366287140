import type { Rule } from '../rule.ts';
import { captionsElsewhere } from './captions-elsewhere.ts';
import { commonTrigger } from './common-trigger.ts';
import { halfSaidTimes } from './half-said-times.ts';
import { highDropout } from './high-dropout.ts';
import { idleRepeats } from './idle-repeats.ts';
import { noDataset } from './no-dataset.ts';
import { notVideos } from './not-videos.ts';
import { outputsAmongClips } from './outputs-among-clips.ts';
import { sameVideos } from './same-videos.ts';
import { singleWindow } from './single-window.ts';
import { subtitlesAsText } from './subtitles-as-text.ts';
import { toleratesAll } from './tolerates-all.ts';

export const dataset: readonly Rule[] = [
  noDataset,
  notVideos,
  sameVideos,
  outputsAmongClips,
  toleratesAll,
  idleRepeats,
  halfSaidTimes,
  subtitlesAsText,
  captionsElsewhere,
  commonTrigger,
  highDropout,
  singleWindow,
];
