import type { Gpu } from './gpu.ts';

/**
 * Memory: `total_memory` as torch prints it in out-of-memory messages of public logs (drivers move the last digits).
 * Speed: dense peak with fp32 accumulation; stas00/ml-engineering compute/accelerator/README.md and
 * pytorch/torchtitan torchtitan/tools/utils.py unless a row names another. bf16 needs compute capability 8.0 and fp8
 * 8.9 (dstackai/gpuhunt src/gpuhunt/_internal/constraints.py) or gfx942. Prices: on-demand list prices of 2026
 * (skypilot-org/skypilot-catalog, dstackai/gpuhunt, provider pages); they move by a factor of two in a year.
 */

type Row = Omit<Gpu, 'device' | 'tflops'> & { readonly tflops: number | null };

/** Cards whose matrix units run bf16 and fp16 at one rate. */
const cuda = ({ tflops, ...row }: Row): Gpu => ({ ...row, tflops: { bf16: tflops, fp16: tflops }, device: 'cuda' });

/** Before compute capability 8.0 there is no bf16 in hardware, and no FlashAttention-2. */
const old = ({ tflops, ...row }: Omit<Row, 'bf16' | 'fp8'>): Gpu => ({
  ...row,
  bf16: false,
  fp8: false,
  tflops: { bf16: null, fp16: tflops },
  device: 'cuda',
});

const ampere = (row: Omit<Row, 'bf16' | 'fp8'>): Gpu => cuda({ ...row, bf16: true, fp8: false });
/** Ada, Hopper, Blackwell, and AMD gfx942. */
const recent = (row: Omit<Row, 'bf16' | 'fp8'>): Gpu => cuda({ ...row, bf16: true, fp8: true });

/** As single cards are built into workstations and rented. */
const anyNode = [1, 2, 4, 8];

export const gpus = {
  'v100-16gb': old({
    memory_gib: 15.77,
    tflops: 125,
    per_node: [1, 4, 8],
    device_names: ['V100-SXM2-16GB', 'V100-PCIE-16GB'],
    price: 0.55,
  }),
  'v100-32gb': old({
    memory_gib: 31.74,
    tflops: 125,
    per_node: [8],
    device_names: ['V100-SXM2-32GB', 'V100-PCIE-32GB'],
    price: 0.55,
  }),
  t4: old({ memory_gib: 14.57, tflops: 65, per_node: [1, 4], device_names: ['T4'], price: 0.53 }),
  // Lightning-AI fabric/utilities/throughput.py
  a10: ampere({ memory_gib: 22.06, tflops: 125, per_node: [1, 2, 4], device_names: ['A10'], price: 0.75 }),
  // NVIDIA's A10G brief as quoted by baseten.co; the figure 125 of many tables is the A10's
  a10g: ampere({ memory_gib: 22.06, tflops: 70, per_node: [1, 4, 8], device_names: ['A10G'], price: 1.01 }),
  // NVIDIA's 299.3 and 309.7 are with sparsity. Torch has less of either card where ECC is switched on, as an A40 is delivered.
  a40: ampere({ memory_gib: 44.34, tflops: 149.7, per_node: anyNode, device_names: ['A40'], price: 0.4 }),
  a6000: ampere({ memory_gib: 47.54, tflops: 154.8, per_node: anyNode, device_names: ['RTX A6000'], price: 0.5 }),
  // GeForce cards multiply at half rate where they accumulate in fp32, as torch does (NVIDIA's Ampere whitepaper)
  rtx3090: ampere({ memory_gib: 23.69, tflops: 71, per_node: anyNode, device_names: ['RTX 3090'], price: 0.3 }),
  // hmc-tech.com
  rtx4090: recent({ memory_gib: 23.64, tflops: 165.2, per_node: anyNode, device_names: ['RTX 4090'], price: 0.6 }),
  // NVIDIA's figure as repeated on codesota.com
  rtx5090: recent({ memory_gib: 31.37, tflops: 209.5, per_node: anyNode, device_names: ['RTX 5090'], price: 0.9 }),
  // four times its fp32 rate; the 1,457 of leaflets is fp8 with sparsity
  'rtx6000-ada': recent({
    memory_gib: 47.4,
    tflops: 364,
    per_node: anyNode,
    device_names: ['RTX 6000 Ada Generation'],
    price: 0.9,
  }),
  // hmc-tech.com
  rtxpro6000: recent({
    memory_gib: 94.97,
    tflops: 503.8,
    per_node: anyNode,
    device_names: [
      'RTX PRO 6000 Blackwell Workstation Edition',
      'RTX PRO 6000 Blackwell Server Edition',
      'RTX PRO 6000 Blackwell Max-Q Workstation Edition',
    ],
    price: 1.8,
  }),
  // NVIDIA's 242 is with sparsity
  l4: recent({ memory_gib: 22.03, tflops: 121, per_node: anyNode, device_names: ['L4'], price: 0.5 }),
  l40s: recent({ memory_gib: 44.4, tflops: 362, per_node: anyNode, device_names: ['L40S'], price: 1.4 }),
  'a100-40gb': ampere({
    memory_gib: 39.5,
    tflops: 312,
    per_node: [8, 16],
    device_names: ['A100-SXM4-40GB'],
    price: 1.35,
  }),
  'a100-40gb-pcie': ampere({
    memory_gib: 39.43,
    tflops: 312,
    per_node: anyNode,
    device_names: ['A100-PCIE-40GB'],
    price: 1.35,
  }),
  'a100-80gb': ampere({
    memory_gib: 79.15,
    tflops: 312,
    per_node: [4, 8],
    device_names: ['A100-SXM4-80GB'],
    price: 1.7,
  }),
  'a100-80gb-pcie': ampere({
    memory_gib: 79.25,
    tflops: 312,
    per_node: anyNode,
    device_names: ['A100 80GB PCIe'],
    price: 1.7,
  }),
  h100: recent({ memory_gib: 79.18, tflops: 989, per_node: [8], device_names: ['H100 80GB HBM3'], price: 3.5 }),
  'h100-pcie': recent({ memory_gib: 79.18, tflops: 756, per_node: anyNode, device_names: ['H100 PCIe'], price: 2.5 }),
  'h100-nvl': recent({ memory_gib: 93.09, tflops: 835, per_node: [2, 4, 8], device_names: ['H100 NVL'], price: 2.5 }),
  h200: recent({ memory_gib: 139.8, tflops: 989, per_node: [8], device_names: ['H200'], price: 4 }),
  b200: recent({ memory_gib: 178.35, tflops: 2250, per_node: [8], device_names: ['B200'], price: 6 }),
  gb200: recent({ memory_gib: 184.31, tflops: 2500, per_node: [4], device_names: ['GB200'], price: null }),
  // torch shows two devices a card: memory and speed are of one, and a node of four cards has eight
  mi250: ampere({ memory_gib: 63.98, tflops: 181, per_node: [8], device_names: ['MI250'], price: null }),
  mi250x: ampere({ memory_gib: 63.98, tflops: 191.5, per_node: [8], device_names: ['MI250X'], price: null }),
  mi300x: recent({ memory_gib: 191.98, tflops: 1307, per_node: [8], device_names: ['MI300X'], price: 3 }),
  mi325x: recent({ memory_gib: 255.98, tflops: 1307, per_node: [8], device_names: ['MI325X'], price: null }),
  // Through torch_npu. Huawei's community pages give 280 to 320 TFLOP/s; only the product with utilisation.ts is measured.
  'ascend-910b': {
    memory_gib: 60.97,
    bf16: true,
    fp8: false,
    tflops: { bf16: 320, fp16: 320 },
    per_node: [8, 16],
    device_names: ['Ascend910B1', 'Ascend910B2', 'Ascend910B3', 'Ascend910B4'],
    price: null,
    device: 'npu',
  },
  cpu: {
    memory_gib: null,
    bf16: true, // torch computes it on every CPU, slowly
    fp8: false,
    tflops: { bf16: null, fp16: null },
    per_node: [],
    device_names: [],
    price: null,
    device: 'cpu',
  },
} as const satisfies Record<string, Gpu>;

type GpuName = keyof typeof gpus;

/** In reading order, for messages and completion. */
export const gpuNames = Object.keys(gpus) as unknown as readonly [GpuName, ...GpuName[]];
