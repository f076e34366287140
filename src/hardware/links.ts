import type { gpus } from './gpus.ts';

/**
 * GB/s one way between the GPUs of one node, as links reach in practice: four fifths of what NVLink says (376 of 450 measured,
 * NVIDIA/nccl#1264) and of PCIe x16; half of PCIe again on GeForce cards since the 4090, whose drivers have no copies from card to card.
 * Rates: stas00/ml-engineering network/README.md.
 */
const nvlink = { v100: 120, a100: 240, h100: 360, b200: 720 };
const pcie = { three: 12.5, four: 25, five: 50 };
const geforce = { four: 12.5, five: 25 };

export const linkOf: Readonly<Record<keyof typeof gpus, number>> = {
  'v100-16gb': nvlink.v100,
  'v100-32gb': nvlink.v100,
  t4: pcie.three,
  a10: pcie.four,
  a10g: pcie.four,
  a40: pcie.four,
  a6000: pcie.four,
  rtx3090: pcie.four,
  rtx4090: geforce.four,
  rtx5090: geforce.five,
  'rtx6000-ada': pcie.four,
  rtxpro6000: pcie.five,
  l4: pcie.four,
  l40s: pcie.four,
  'a100-40gb': nvlink.a100,
  'a100-40gb-pcie': pcie.four,
  'a100-80gb': nvlink.a100,
  'a100-80gb-pcie': pcie.four,
  h100: nvlink.h100,
  'h100-pcie': pcie.five,
  'h100-nvl': 240, // pairs; PCIe beyond
  h200: nvlink.h100,
  b200: nvlink.b200,
  gb200: nvlink.b200,
  mi250: 280,
  mi250x: 280,
  mi300x: 358,
  mi325x: 358,
  'ascend-910b': pcie.five, // HCCS is faster; no rate is public that pages agree on
  cpu: 1,
};

/** GB/s of one node's network. Files do not say it: 100 Gbit/s, which rented nodes have at least. */
export const networkOfNode = 12.5;

/** GB/s between a GPU and the memory of its machine. */
export const host = 25;
