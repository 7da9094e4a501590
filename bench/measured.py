"""Runs a command and says what it took, in JSON: wall and CPU in ms, peak memory in MB, and what it printed.

Usage: measured.py SECONDS OK_CODES COMMAND...   OK_CODES: exit codes that are no failure, as "0,1".
"""
import json
import resource
import subprocess
import sys
import time

limit, ok_codes, command = float(sys.argv[1]), sys.argv[2].split(","), sys.argv[3:]
started = time.monotonic()
try:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace", timeout=limit)
except subprocess.TimeoutExpired:
    print(json.dumps({"kind": "notMeasured", "because": f"not done in {limit:.0f} s"}))
    sys.exit()
wall = time.monotonic() - started
used = resource.getrusage(resource.RUSAGE_CHILDREN)
if str(done.returncode) not in ok_codes:
    print(json.dumps({"kind": "notMeasured", "because": f"ended with {done.returncode}: {done.stderr[-300:].strip()}"}))
    sys.exit()
cost = {
    "kind": "measured",
    "wallMs": wall * 1000,
    "cpuMs": (used.ru_utime + used.ru_stime) * 1000,
    "peakMB": used.ru_maxrss / 1024,
    "printed": done.stdout,
}
print(json.dumps(cost))
