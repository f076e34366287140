"""Runs commands in turn, round after round, and prints what each took: CPU seconds, and its peak memory in MiB.

The kernel's own account of each finished process (wait4) is exact to the microsecond. Node can't ask for it.
"""

import json
import os
import sys

job = json.load(sys.stdin)
environment = {name: value for name, value in os.environ.items() if name not in job["without"]}
nowhere = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]


def measure(case):
    os.chdir(case["cwd"])
    pid = os.posix_spawnp(case["words"][0], case["words"], {**environment, **case["env"]}, file_actions=nowhere)
    _, status, usage = os.wait4(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    return {"seconds": usage.ru_utime + usage.ru_stime, "mebibytes": usage.ru_maxrss / 1024, "code": code}


results = [[] for _ in job["cases"]]
warm = job["warm_rounds"]  # the first one warms the disk and fills caches
for round in range(warm + job["rounds"]):
    for runs, case in zip(results, job["cases"]):
        run = measure(case)
        if round >= warm:
            runs.append(run)
json.dump(results, sys.stdout)
