"""Runs a command several times; prints the medians of wall time, CPU time and peak memory.

usage: measure.py RUNS COMMAND [ARGUMENT...]

The figures are the kernel's, of the process and the children it waited for. The command's output goes to
target/measure.log. A command that fails ends the measurement.
"""
import os
import pathlib
import statistics
import sys
import time

runs, command = int(sys.argv[1]), sys.argv[2:]
log_path = pathlib.Path(__file__).parent / "target" / "measure.log"
log_path.parent.mkdir(exist_ok=True)
walls, cpus, peaks = [], [], []
for _ in range(runs):
    with open(log_path, "wb") as log:
        start = time.monotonic()
        pid = os.posix_spawnp(
            command[0],
            command,
            os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, log.fileno(), 1), (os.POSIX_SPAWN_DUP2, log.fileno(), 2)],
        )
        _, status, usage = os.wait4(pid, 0)
        walls.append(time.monotonic() - start)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"failed with {os.waitstatus_to_exitcode(status)}: see {log_path}")
    cpus.append(usage.ru_utime + usage.ru_stime)
    peaks.append(usage.ru_maxrss / 1024)
print(
    f"wall {statistics.median(walls):.2f} s, cpu {statistics.median(cpus):.2f} s, "
    f"peak {statistics.median(peaks):.0f} MB (medians of {runs}; wall from {min(walls):.2f} to {max(walls):.2f} s)"
)
