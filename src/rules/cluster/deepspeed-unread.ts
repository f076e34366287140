import type { Plan } from '../../plan/pipeline.ts';
import { pipeline } from '../examples.ts';
import type { Finding, Rule } from '../rule.ts';

const usesDeepspeed = ({ cluster }: Plan): boolean => cluster.shard.kind.startsWith('zero');

export const deepspeedUnread: Rule = {
  code: 'deepspeed-unread',
  severity: 'error',
  certain: true,
  why: `The deepspeed block goes into deepspeed.json, which only ZeRO reads; and DeepSpeed passes over what belongs to
another stage of ZeRO, or to a precision that is not the run's. What nobody reads was meant for something.`,
  sources: [
    'deepspeedai/DeepSpeed deepspeed/runtime/config.py',
    'deepspeedai/DeepSpeed deepspeed/runtime/precision_config.py',
  ],
  bad: pipeline({ more: ['cluster { gpus_per_node = 8, shard = ddp }', 'deepspeed { dump_state = true }'] }),
  good: pipeline({ more: ['cluster { gpus_per_node = 8, shard = zero2 }', 'deepspeed { dump_state = true }'] }),
  quiet: [
    pipeline({
      train: ['adapter = none'],
      more: [
        'cluster { gpus_per_node = 8, shard = zero3 }',
        'deepspeed { zero_optimization { stage3_prefetch_bucket_size = 1e8, reduce_bucket_size = 1e8 } }',
      ],
    }),
  ],
  *check(plan) {
    const said = saidOf(plan.deepspeed, ['deepspeed']);
    if (!usesDeepspeed(plan)) {
      if (said.length > 0) yield unread(['deepspeed'], `shard = ${plan.cluster.shard.kind} works without DeepSpeed`);
      return;
    }
    const { kind } = plan.cluster.shard;
    for (const path of said)
      if (path[1] === 'zero_optimization' && isUnread(path.at(-1) ?? '', kind === 'zero3'))
        yield {
          ...unread(path, ''),
          message: `${path.at(-1)} is read by nothing: it belongs to ${kind === 'zero3' ? 'ZeRO-1 and ZeRO-2' : 'ZeRO-3'}.`,
        };
    for (const format of ['fp16', 'bf16'] as const)
      if (plan.train.precision !== format && said.some((path) => path[1] === format))
        yield unread(['deepspeed', format], `precision is ${plan.train.precision}`);
  },
};

/** What the other stages alone read (deepspeed/runtime/zero/stage_1_and_2.py and stage3.py). */
const isUnread = (word: string, isThird: boolean): boolean =>
  isThird ? /^(allgather_|round_robin|use_multi_rank)/.test(word) : /^(stage3_|sub_group)/.test(word);

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
