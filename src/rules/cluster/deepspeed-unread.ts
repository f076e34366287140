import type { Plan } from '../../plan/pipeline.ts';
import { pipeline } from '../examples.ts';
import type { Finding, Rule } from '../rule.ts';

const usesDeepspeed = ({ cluster }: Plan): boolean => cluster.shard.kind.startsWith('zero');

export const deepspeedUnread: Rule = {
  code: 'deepspeed-unread',
  severity: 'error',
  certain: true,
  why: `The deepspeed block goes into deepspeed.json, which only ZeRO reads; and DeepSpeed passes over the half of a precision that is not
the run's. What nobody reads was meant for something.`,
  sources: [
    'deepspeedai/DeepSpeed deepspeed/runtime/config.py',
    'deepspeedai/DeepSpeed deepspeed/runtime/precision_config.py',
  ],
  bad: pipeline({ more: ['cluster { gpus_per_node = 8, shard = ddp }', 'deepspeed { dump_state = true }'] }),
  good: pipeline({ more: ['cluster { gpus_per_node = 8, shard = zero2 }', 'deepspeed { dump_state = true }'] }),
  *check(plan) {
    const said = saidOf(plan.deepspeed, ['deepspeed']);
    if (!usesDeepspeed(plan)) {
      if (said.length > 0) yield unread(['deepspeed'], `shard = ${plan.cluster.shard.kind} works without DeepSpeed`);
      return;
    }
    for (const format of ['fp16', 'bf16'] as const)
      if (plan.train.precision !== format && said.some((path) => path[1] === format))
        yield unread(['deepspeed', format], `precision is ${plan.train.precision}`);
  },
};

const unread = (path: readonly string[], why: string): Finding => ({
  path,
  at: 'name',
  message: `${path.at(-1)} { … } is read by nothing: ${why}.`,
  help: 'Take it out.',
});

/** The words that are written of a block, as paths. */
const saidOf = (block: object, above: readonly string[]): readonly (readonly string[])[] =>
  Object.entries(block).flatMap(([name, value]) => {
    if (value === null) return [];
    return typeof value === 'object' ? saidOf(value, [...above, name]) : [[...above, name]];
  });
