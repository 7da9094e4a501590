"""Runs a command and says what it took, in JSON: wall and CPU in ms, peak memory in MB."""
import json
import resource
import subprocess
import sys
import time

started = time.monotonic()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
wall = time.monotonic() - started
used = resource.getrusage(resource.RUSAGE_CHILDREN)
if done.returncode != 0:
    sys.exit(f"{sys.argv[1]} ended with {done.returncode}: {done.stderr[-400:]}")
cost = {
    "wallMs": wall * 1000,
    "cpuMs": (used.ru_utime + used.ru_stime) * 1000,
    "peakMB": used.ru_maxrss / 1024,
}
print(json.dumps(cost))
