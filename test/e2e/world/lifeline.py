"""An emulator never outlives its test."""

import os
import signal
import sys
import threading


def die_with_the_test() -> None:
    """The test holds the other end of stdin. When it ends, however it ends, so does this whole process group."""

    def wait_for_the_end() -> None:
        sys.stdin.buffer.read()
        os.killpg(0, signal.SIGKILL)

    # Whoever this process starts must not inherit the lifeline as stdin: MiniStack gives its workers pipes.
    threading.Thread(target=wait_for_the_end, daemon=True).start()
