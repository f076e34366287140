#!/usr/bin/env bash
# Made from birds.cogx by: cogx compile birds.cogx
# Puts the whole of birds into Slurm's queue: prepare, encode and train, each once the one before has ended well.
# What is done already is done in seconds, so the same line also continues a run that was stopped.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
runs=runs
logs="${COGX_RUNS:-$runs}/birds/slurm"
mkdir -p "$logs" # sbatch starts no job whose log it can't open, and says nothing

# Slurm runs a copy of each script, so each is told where this folder is.
submit() {
  local job
  job=$(sbatch --parsable --kill-on-invalid-dep=yes --open-mode=append "$@" "$here")
  echo "${job%%;*}"
}

prepare=$(submit --output="$logs/%x-%A-%a.log" "$here/prepare.sbatch")
encode=$(submit --output="$logs/%x-%A-%a.log" --dependency="afterok:$prepare" "$here/encode.sbatch")
train=$(submit --output="$logs/%x-%j.log" --dependency="afterok:$encode" "$here/train.sbatch")

echo "prepare is job $prepare, encode $encode, train $train; their logs are in $logs."
echo "See them with: squeue --jobs=$prepare,$encode,$train"
