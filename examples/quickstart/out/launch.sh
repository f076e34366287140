#!/usr/bin/env bash
# Made from quickstart.cogx by: cogx compile quickstart.cogx
# Starts the training of quickstart on one machine, on the CPU, with one process.

set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
nodes=1
if [ "${NNODES:-$nodes}" != "$nodes" ]; then
  echo "error: this run is made for nodes = $nodes, and NNODES is $NNODES." >&2
  echo "help: Say nodes = $NNODES in the pipeline and compile it again." >&2
  exit 2
fi

# What is set outside wins over these.
export PYTHONUNBUFFERED="${PYTHONUNBUFFERED:-1}"
export TOKENIZERS_PARALLELISM="${TOKENIZERS_PARALLELISM:-false}"
cores=$(nproc 2> /dev/null || getconf _NPROCESSORS_ONLN)
threads=$((cores / 1))
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-$((threads > 0 ? threads : 1))}"

exec "${COGX_PYTHON:-python3}" -m accelerate.commands.launch \
  --config_file "$here/accelerate.json" \
  --main_process_port "${MASTER_PORT:-0}" \
  "$here/train.py"
