import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gpus } from '../../src/hardware/gpus.ts';
import { root } from '../support.ts';
import { type Case, faultsOf, jobOf, measure, plannedOf } from './case.ts';

/**
 * `npm run test:gpu`: the emitted training at real sizes against its plan, on the GPUs of this machine. Reads no weights and no
 * network; takes the Python of COGX_PYTHON, or of .venv.
 */

const python = process.env.COGX_PYTHON ?? join(root, '.venv/bin/python');

type Card = { readonly name: string; readonly memory: number };

const ask = `
import json, torch
found = [torch.cuda.get_device_properties(place) for place in range(torch.cuda.device_count())]
print(json.dumps([{"name": each.name, "memory": each.total_memory / 2**30} for each in found]))`;

const cardsHere = (): readonly Card[] => {
  const { status, stdout, stderr } = spawnSync(python, ['-c', ask], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${python} has no torch: ${stderr}`);
  return JSON.parse(stdout);
};

/** The name that a pipeline says; undefined where the table doesn't know the card. */
const kindOf = ({ name, memory }: Card): string | undefined =>
  Object.entries(gpus).find(
    ([, gpu]) =>
      'device_names' in gpu &&
      gpu.device_names.some((each) => name.includes(each)) &&
      Math.abs((gpu.memory_gib ?? 0) - memory) < 2,
  )?.[0];

const cases = (gpu: string, count: number): readonly Case[] => {
  const one = `gpu = ${gpu}`;
  const lora = 'adapter lora { rank = 128 }, global_batch = 1';
  const narrow = 'adapter lora { rank = 128, quantise = nf4 }, optimizer = adamw-8bit, global_batch = 1';
  const all = 'adapter = none, precision = fp16, optimizer = adamw-8bit, global_batch = 1';
  return [
    { name: '5b-lora', model: 'cogvideox-5b-t2v', train: lora, cluster: one },
    { name: '5b-i2v-lora', model: 'cogvideox-5b-i2v', train: lora, cluster: one },
    { name: '1.5-5b-lora-nf4-8bit', model: 'cogvideox-1.5-5b-t2v', train: narrow, cluster: one },
    { name: '2b-all-fp16-8bit', model: 'cogvideox-2b-t2v', train: all, cluster: one },
    ...(count > 1
      ? [
          {
            name: `5b-lora-ddp-${count}`,
            model: 'cogvideox-5b-t2v',
            train: lora.replace('global_batch = 1', `global_batch = ${count}`),
            cluster: `${one}, gpus_per_node = ${count}`,
          } as const,
        ]
      : []),
  ];
};

const row = (cells: readonly string[]): void => console.log(`| ${cells.join(' | ')} |`);

const nccl = (count: number): string | undefined => {
  const words = ['-m', 'torch.distributed.run', '--nproc_per_node', String(count), join(root, 'test/gpu/nccl.py')];
  const { status, stdout, stderr } = spawnSync(python, words, { encoding: 'utf8', timeout: 120_000 });
  console.log(stdout.trim());
  return status === 0 ? undefined : stderr.trim().split('\n').slice(-3).join('\n');
};

const tell = (each: Case, folder: string, card: Card): readonly string[] => {
  const planned = plannedOf(jobOf(each));
  const room = `${planned.expected.toFixed(1)} (${planned.least.toFixed(1)} to ${planned.most.toFixed(1)})`;
  if (planned.least > card.memory) {
    row([each.name, room, 'does not fit this card', '', '']);
    return [];
  }
  const found = measure(each, { folder, python, seconds: 240 });
  if (typeof found === 'string') {
    row([each.name, room, 'failed', '', '']);
    return [`${each.name}:\n${found}`];
  }
  const time = planned.update?.seconds.toFixed(2) ?? 'not known';
  row([each.name, room, (found.memory + 0.5).toFixed(1), time, found.seconds.toFixed(2)]);
  return faultsOf(planned, found).map((fault) => `${each.name}: ${fault}`);
};

const main = (): void => {
  const cards = cardsHere();
  const [card] = cards;
  const kind = card && kindOf(card);
  if (!card || !kind) {
    console.log(card ? `No row of src/hardware/gpus.ts is a ${card.name}.` : 'torch sees no GPU here.');
    process.exit(2);
  }
  console.log(`${cards.length} x ${card.name} (${kind})\n`);
  const folder = mkdtempSync(join(tmpdir(), 'cogx-gpu-'));
  const failed = nccl(cards.length);
  row(['run', 'GiB planned', 'GiB', 's planned', 's an update']);
  row(['---', '---', '---', '---', '---']);
  const faults = cases(kind, cards.length).flatMap((each) => tell(each, folder, card));
  rmSync(folder, { recursive: true });
  const all = [...(failed === undefined ? [] : [`nccl: ${failed}`]), ...faults];
  console.log(all.length === 0 ? '\nAll as planned.' : `\n${all.join('\n')}`);
  process.exit(all.length === 0 ? 0 : 1);
};

main();
