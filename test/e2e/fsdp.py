"""Runs an emitted train.py under FSDP2 on processors, where accelerate would train with DDP in its place without a word.

    fsdp.py BUILD/train.py

It stands in train.py's place on the line of launch.sh. That a processor can do it is the one thing that accelerate is told;
its configuration is the emitted one, and all that it does then is its own.
"""

import sys
from pathlib import Path

from accelerate import Accelerator
from accelerate.utils import DistributedType, FullyShardedDataParallelPlugin

begin = Accelerator.__init__


def as_on_a_gpu(self, *words, **more):
    begin(self, *words, **more)
    self.state.distributed_type = DistributedType.FSDP
    self.state.fsdp_plugin = FullyShardedDataParallelPlugin()


Accelerator.__init__ = as_on_a_gpu
sys.path.insert(0, str(Path(sys.argv[1]).parent))
__import__("train").main()
