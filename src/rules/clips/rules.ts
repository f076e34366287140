import type { Rule } from '../rule.ts';
import { bakedInBars } from './baked-in-bars.ts';
import { blackClips } from './black-clips.ts';
import { captionForWindows } from './caption-for-windows.ts';
import { captionTimes } from './caption-times.ts';
import { captionWithoutSample } from './caption-without-sample.ts';
import { captionsNotEnglish } from './captions-not-english.ts';
import { captionsOfNames } from './captions-of-names.ts';
import { clipsLeftOut } from './clips-left-out.ts';
import { clipsWithoutCaption } from './clips-without-caption.ts';
import { coverage } from './coverage.ts';
import { cutInsideSample } from './cut-inside-sample.ts';
import { damagedClips } from './damaged-clips.ts';
import { doubledFrames } from './doubled-frames.ts';
import { drownedDataset } from './drowned-dataset.ts';
import { framesOfUnevenRate } from './frames-of-uneven-rate.ts';
import { frozenClips } from './frozen-clips.ts';
import { frozenTail } from './frozen-tail.ts';
import { idlePolicy } from './idle-policy.ts';
import { interlacedClips } from './interlaced-clips.ts';
import { longCaptions } from './long-captions.ts';
import { markedCaptions } from './marked-captions.ts';
import { noClips } from './no-clips.ts';
import { nothingLeft } from './nothing-left.ts';
import { pictureBarred } from './picture-barred.ts';
import { pictureCut } from './picture-cut.ts';
import { pictureDistorted } from './picture-distorted.ts';
import { playbackSpeed } from './playback-speed.ts';
import { refusedCaptions } from './refused-captions.ts';
import { sameCaptions } from './same-captions.ts';
import { sameClips } from './same-clips.ts';
import { sameOpenings } from './same-openings.ts';
import { shortCaptions } from './short-captions.ts';
import { stillPictures } from './still-pictures.ts';
import { toneMappedClips } from './tone-mapped-clips.ts';
import { transparencyDropped } from './transparency-dropped.ts';
import { triggerTwice } from './trigger-twice.ts';
import { unreadCaptions } from './unread-captions.ts';
import { upscaledClips } from './upscaled-clips.ts';

export const clips: readonly Rule[] = [
  noClips,
  stillPictures,
  sameClips,
  nothingLeft,
  damagedClips,
  clipsWithoutCaption,
  captionTimes,
  framesOfUnevenRate,
  unreadCaptions,
  clipsLeftOut,
  playbackSpeed,
  doubledFrames,
  frozenTail,
  interlacedClips,
  toneMappedClips,
  transparencyDropped,
  pictureCut,
  pictureDistorted,
  pictureBarred,
  cutInsideSample,
  frozenClips,
  blackClips,
  bakedInBars,
  upscaledClips,
  coverage,
  captionForWindows,
  captionWithoutSample,
  shortCaptions,
  sameCaptions,
  longCaptions,
  refusedCaptions,
  markedCaptions,
  captionsOfNames,
  captionsNotEnglish,
  sameOpenings,
  triggerTwice,
  idlePolicy,
  drownedDataset,
];
