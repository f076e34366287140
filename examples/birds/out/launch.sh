#!/usr/bin/env bash
# Made from birds.cogx by: cogx compile birds.cogx
# Starts the training of birds on 2 nodes with 8 GPUs each.

set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
nodes=2
if [ "${NNODES:-$nodes}" != "$nodes" ]; then
  echo "error: this run is made for nodes = $nodes, and NNODES is $NNODES." >&2
  echo "help: Say nodes = $NNODES in the pipeline and compile it again." >&2
  exit 2
fi
: "${NODE_RANK:?is not set: 0 on the first node, 1 on the second, and so on}"
: "${MASTER_ADDR:?is not set: the address of the first node}"

# What is set outside wins over these.
export PYTHONUNBUFFERED="${PYTHONUNBUFFERED:-1}"
export TOKENIZERS_PARALLELISM="${TOKENIZERS_PARALLELISM:-false}"
cores=$(nproc 2> /dev/null || getconf _NPROCESSORS_ONLN)
threads=$((cores / 8))
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-$((threads > 0 ? threads : 1))}"
export PYTORCH_ALLOC_CONF="${PYTORCH_ALLOC_CONF:-${PYTORCH_CUDA_ALLOC_CONF:-expandable_segments:True}}" # the older name yields to it
export NCCL_DEBUG="${NCCL_DEBUG:-WARN}"
export TORCH_NCCL_HEARTBEAT_TIMEOUT_SEC="${TORCH_NCCL_HEARTBEAT_TIMEOUT_SEC:-1800}" # a process that reads weights is alive
# A collective that hangs leaves a record of which process did not come.
export TORCH_FR_BUFFER_SIZE="${TORCH_FR_BUFFER_SIZE:-2000}"
export TORCH_NCCL_DUMP_ON_TIMEOUT="${TORCH_NCCL_DUMP_ON_TIMEOUT:-1}"

exec "${COGX_PYTHON:-python3}" -m accelerate.commands.launch \
  --config_file "$here/accelerate.json" \
  --machine_rank "$NODE_RANK" --main_process_ip "$MASTER_ADDR" --main_process_port "${MASTER_PORT:-29500}" \
  --rdzv_backend static --rdzv_conf timeout=1800 \
  "$here/train.py"
