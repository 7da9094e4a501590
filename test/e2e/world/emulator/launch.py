"""Starts MiniStack with its gaps to AWS closed. Each module here closes one, and says what AWS does instead."""

import os
import signal
import sys
import threading

from ministack import app as ministack

import alarm_events
import async_invocations
import change_resources
import control
import cross_region_bus
import health_checks
import replication
import secure_transport
import stack_functions


def main() -> None:
    die_with_the_test()
    gaps = (
        alarm_events,
        async_invocations,
        change_resources,
        cross_region_bus,
        health_checks,
        replication,
        secure_transport,
        stack_functions,
    )
    for gap in gaps:
        gap.close()
    control.wrap(ministack)
    ministack.main()


def die_with_the_test() -> None:
    """The test holds the other end of stdin. When it ends, however it ends, so does this whole process group."""

    def wait_for_the_end() -> None:
        sys.stdin.buffer.read()
        os.killpg(0, signal.SIGKILL)

    # Lambda workers must not inherit the lifeline as their own stdin: MiniStack gives them pipes.
    threading.Thread(target=wait_for_the_end, daemon=True).start()


main()
