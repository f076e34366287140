import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../../src/check.ts';
import { encodingOf } from '../../src/estimate/encoding.ts';
import { updateTime } from '../../src/estimate/run-time.ts';
import { root } from '../support.ts';

/** The times that people report, beside what is estimated for them. */

export const planned = (train: string, more = '', model = 'model cogvideox-1.5-5b-t2v') =>
  check({
    file: 'run.cogx',
    text: `${model}\ndataset birds { videos = "birds" }\ntrain { ${train} }\n${more}\n`,
    read: () => undefined,
  }).plan;

type Timed = Readonly<Record<string, string>>;
const [head = [], ...cells] = readFileSync(join(root, 'test/estimate/timed.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.split('\t'));
/**
 * Seconds of a step, or of the VAE, that people report; `shared_by`: GPUs that share the tokens of one sample; `encoded`: samples that
 * one GPU encodes in that step. Kool's are about a day and about two for 2500 steps of 40,000 clips on four GPUs, at the model's own
 * frames; MindSpeed's are samples a second of eight GPUs at 6976 tokens, with the settings that stand beside the table.
 */
const timed: readonly Timed[] = cells.map((each) => Object.fromEntries(each.map((cell, index) => [head[index], cell])));

const predicted = (row: Timed): { readonly seconds: number; readonly band: number } => {
  const adapter = row.adapter === 'lora' ? `adapter lora { rank = ${row.rank} }` : 'adapter = none';
  const plan = planned(
    `length = 1000 steps, global_batch = ${row.batch}, batch_per_gpu = ${row.batch}, ${adapter}`,
    `frames { count = ${row.count}, size = ${row.size} }\nmodel ${row.model} { tiling = false }\ncluster { gpu = ${row.gpu} }`,
    '',
  );
  const update = updateTime(plan);
  const encoding = encodingOf(plan);
  if (!update || !encoding) throw new Error(`no time of ${row.gpu}`);
  const step = row.adapter === '' ? 0 : update.seconds / Number(row.shared_by);
  const vae = Number(row.encoded) * encoding.sample.seconds;
  return { seconds: step + vae, band: (step * update.band + vae * encoding.sample.band) / (step + vae) };
};

export const times = timed.map((row) => {
  const { seconds, band } = predicted(row);
  return { row, seconds, band, isWithin: Math.abs(Number(row.seconds) / seconds - 1) <= band };
});
