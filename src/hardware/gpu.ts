/** Facts about one kind of GPU; `cpu` is a row too, for tests and the quickstart. */
export type Gpu = {
  /** Memory that torch can use, in GiB (`total_memory` as torch prints it); null for the CPU. */
  readonly memory_gib: number | null;
  readonly bf16: boolean;
  readonly fp8: boolean;
  /** Dense peak with fp32 accumulation, in TFLOP/s; null where the card has none or no figure is known. */
  readonly tflops: { readonly bf16: number | null; readonly fp16: number | null };
  /** GPUs in one node as they are usually sold; empty where any number is usual. */
  readonly per_node: readonly number[];
  /** What `torch.cuda.get_device_name` contains as whole words (`NVIDIA ` or `Tesla ` may stand before it). */
  readonly device_names: readonly string[];
  /** US dollars for one GPU and hour, on demand; null where no price is known. */
  readonly price: number | null;
  /** torch's device type. */
  readonly device: 'cuda' | 'npu' | 'cpu';
};
