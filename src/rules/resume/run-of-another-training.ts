import { scheduleOf } from '../../estimate/schedule.ts';
import { trainingOf } from '../../estimate/training.ts';
import { parsePath } from '../../plan/path.ts';
import type { Plan } from '../../plan/pipeline.ts';
import { count } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Finding, Rule } from '../rule.ts';

const sixteen = { 'train.adapter.kind': 'lora', 'train.adapter.rank': 16, 'train.adapter.alpha': 16 };

export const runOfAnotherTraining: Rule = {
  code: 'run-of-another-training',
  severity: 'error',
  certain: true,
  why: `A run goes on only with what made its updates so far: another model, other clips, another rank or learning rate would give a
mixture that nobody asked for, or begin again in silence (zai-org/CogVideo#372, kohya-ss/musubi-tuner#104). train.py refuses
it, with these changes; here that is told before the job waits in a queue.`,
  bad: {
    text: pipeline({ train: ['adapter lora { rank = 32 }'] }),
    run: { checkpoints: [250], training: sixteen },
  },
  good: {
    text: pipeline({ train: ['adapter lora { rank = 16 }'] }),
    run: { checkpoints: [250], training: sixteen },
  },
  quiet: [
    // Nothing was saved, so nothing is mixed
    { text: pipeline({ train: ['adapter lora { rank = 32 }'] }), run: { checkpoints: [], training: sixteen } },
    // What was unsaid then and is now
    {
      text: pipeline({ train: ['adapter lora { rank = 16 }'] }),
      run: { checkpoints: [250], training: { ...sixteen, 'train.ema': null } },
    },
    // Machines, micro-batches and checkpoints may change
    {
      text: pipeline({
        train: ['adapter lora { rank = 16 }', 'accumulate = 1', 'checkpoint { keep = 5 }'],
        more: ['cluster { gpus_per_node = 8 }'],
      }),
      run: { checkpoints: [250], training: { ...sixteen, 'train.global_batch': 8 } },
    },
  ],
  hides: ['nothing-left-to-train'],
  sources: ['zai-org/CogVideo#372', 'kohya-ss/musubi-tuner#104', 'huggingface/finetrainers#29'],
  catches: ['M009', 'M023'],
  *check(plan, { run, survey }) {
    const schedule = scheduleOf(plan, survey);
    if (!schedule || !run?.training || run.checkpoints.length === 0) return;
    const now = trainingOf(plan, schedule);
    const free = plan.train.extend ? ['train.length.steps', 'train.schedule.warmup'] : [];
    const then = run.training;
    // A record that train.py wrote has all that was said then; one without a model is an example here.
    const paths = Object.keys('model.kind' in then ? { ...then, ...now } : then);
    const changed = paths
      .filter((path) => !free.includes(path) && said(then[path]) !== said(now[path]))
      .map((path) => [path, then[path]] as const);
    if (changed.length > 0) yield finding(plan, changed, now);
  },
};

const said = (value: unknown): string => (value === null || value === undefined ? 'unsaid' : JSON.stringify(value));

/** With another of these, weights and optimizer of the old run fit no more. */
const othersState = /^(model|train\.adapter|train\.optimizer\.kind)\b/;

const finding = (
  { name, storage }: Plan,
  changed: readonly (readonly [string, unknown])[],
  now: Readonly<Record<string, unknown>>,
): Finding => {
  const [[path, value] = ['', '']] = changed;
  const goesOn = !changed.some(([path]) => othersState.test(path));
  const others = changed.length - 1;
  const more = others > 0 ? `; ${count(others, 'more value differs', 'more values differ')}` : '';
  return {
    path: parsePath(path) ?? ['name'],
    message: `The run ${name} was begun with ${path} = ${said(value)}, and here it is ${said(now[path])}${more}.`,
    help: `Write what it was begun with, or name = ${name}-2 for a run of its own${goesOn ? `, with train { resume = "${storage.runs}/${name}" } to go on from this one` : ''}.`,
  };
};
