import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

/** Suffixes of what people point at instead: pictures, texts, tables, archives, sounds, weights. */
const others = new Set(
  'jpg jpeg png webp bmp tif tiff heic txt srt vtt csv tsv json jsonl parquet xlsx yaml toml tar zip gz 7z mp3 wav flac aac m4a pt npy safetensors'.split(
    ' ',
  ),
);

export const notVideos: Rule = {
  code: 'not-videos',
  severity: 'error',
  certain: true,
  why: `videos names files that ffmpeg decodes as videos, on a disk of the machine. A table of clips is read for its captions alone
(captions { from csv }), archives are not opened, nothing is fetched from the network, and of a picture no sample can be made
(Lightricks/LTX-Video-Trainer#42, kohya-ss/musubi-tuner#290).`,
  sources: ['Lightricks/LTX-Video-Trainer#42', 'Lightricks/LTX-Video-Trainer#43', 'kohya-ss/musubi-tuner#290'],
  bad: pipeline({ more: ['dataset bees { videos = "bees/videos.txt" }'] }),
  good: pipeline({ more: ['dataset bees { videos = "bees/*.mp4" }'] }),
  quiet: [
    pipeline({ more: ['dataset bees { videos = ["bees.zip/", "bees/clip.MOV", "bees.txt-2/a", "take.7"] }'] }),
    pipeline({ more: ['dataset bees { videos = "bees/*.gif" }'] }),
  ],
  hides: ['no-clips', 'still-pictures', 'damaged-clips', 'nothing-left', 'outside-data', 'clips-without-caption'],
  judgesParts: true,
  *check({ dataset }, { written }) {
    for (const [name, { videos }] of Object.entries(dataset)) {
      const path = ['dataset', name, 'videos'];
      if (!written(path)) continue;
      for (const text of videos) {
        const suffix = /\.([A-Za-z0-9]+)$/.exec(text)?.[1]?.toLowerCase();
        if (/^[a-z][a-z0-9+]*:\/\/?\w/i.test(text) || /^(https?|s3|gs|hf):/.test(text))
          yield {
            path,
            message: `${text} lies in the network, and videos are read from a disk.`,
            help: 'Fetch them first, and name their folder.',
          };
        else if (suffix !== undefined && others.has(suffix))
          yield {
            path,
            message: `Files of .${suffix} (${text}) are no videos.`,
            help: 'Name the folder of the clips, or a pattern such as "data/**/*.mp4".',
          };
      }
    }
  },
};
