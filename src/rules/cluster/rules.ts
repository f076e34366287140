import type { Rule } from '../rule.ts';
import { beforeUnfit } from './before-unfit.ts';
import { compileInPieces } from './compile-in-pieces.ts';
import { condaWithoutHook } from './conda-without-hook.ts';
import { containerImage } from './container-image.ts';
import { deepspeedContradiction } from './deepspeed-contradiction.ts';
import { deepspeedUnread } from './deepspeed-unread.ts';
import { ephemeralRoots } from './ephemeral-roots.ts';
import { fsdpUnfit } from './fsdp-unfit.ts';
import { gpusOnWindows } from './gpus-on-windows.ts';
import { gpusWithoutShard } from './gpus-without-shard.ts';
import { hostOfItself } from './host-of-itself.ts';
import { hostsNotNodes } from './hosts-not-nodes.ts';
import { moreWorkersThanCores } from './more-workers-than-cores.ts';
import { nodesWithoutLauncher } from './nodes-without-launcher.ts';
import { notAHost } from './not-a-host.ts';
import { offloadUnfit } from './offload-unfit.ts';
import { priceOfNode } from './price-of-node.ts';
import { rootsOnNode } from './roots-on-node.ts';
import { shardOnOneGpu } from './shard-on-one-gpu.ts';
import { shardedLora } from './sharded-lora.ts';
import { shardedWays } from './sharded-ways.ts';
import { sharedStorage } from './shared-storage.ts';
import { slurmLines } from './slurm-lines.ts';
import { smallBucket } from './small-bucket.ts';
import { unsharedNodes } from './unshared-nodes.ts';
import { unusualNode } from './unusual-node.ts';
import { wandbWithoutKey } from './wandb-without-key.ts';

export const cluster: readonly Rule[] = [
  gpusWithoutShard,
  shardOnOneGpu,
  shardedLora,
  shardedWays,
  compileInPieces,
  fsdpUnfit,
  deepspeedUnread,
  deepspeedContradiction,
  smallBucket,
  hostsNotNodes,
  hostOfItself,
  notAHost,
  nodesWithoutLauncher,
  unusualNode,
  gpusOnWindows,
  sharedStorage,
  unsharedNodes,
  ephemeralRoots,
  rootsOnNode,
  containerImage,
  offloadUnfit,
  slurmLines,
  beforeUnfit,
  condaWithoutHook,
  wandbWithoutKey,
  moreWorkersThanCores,
  priceOfNode,
];
