import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { reads } from '../../src/cli/run/marks.ts';
import { outputsOf, pipeline } from '../emit/launch-words.ts';

/** What no stage on this machine reads. */
const others = ['README.md', 'card.md', 'manifest.json', 'plan.json', 'requirements.txt', 'share.py'];

test('whatever a stage reads makes it run again', () => {
  const train = 'ema { decay = 0.99 }, validate { every = 100 steps, held_out = 5 %, prompts = ["a bird"] }';
  const names = [
    'nodes = 1',
    'gpus_per_node = 2, gpu = a100-80gb, shard = zero2',
    'gpus_per_node = 2, gpu = h100, shard = fsdp',
  ]
    .flatMap((cluster) => [pipeline(cluster, train), pipeline(cluster, `adapter = none, ${train}`)])
    .flatMap((text) => [...outputsOf(text).keys()]);
  const known = [...Object.values(reads).flat(), ...others] as readonly string[];
  assert.equal(
    [...new Set(names)].filter((name) => !known.includes(name)),
    [],
  );
});

test.run();
