"""Starts MiniStack with its gaps to AWS closed. Each module here closes one, and says what AWS does instead."""

import sys
from pathlib import Path

from ministack import app as ministack

import alarm_events
import async_invocations
import change_resources
import control
import cross_region_bus
import health_checks
import replication
import secure_transport
import stack_buckets
import stack_functions
import stack_health_checks
import stack_replacements

sys.path.append(str(Path(__file__).parent.parent))
import lifeline  # noqa: E402

def main() -> None:
    lifeline.die_with_the_test()
    gaps = (
        alarm_events,
        async_invocations,
        change_resources,
        cross_region_bus,
        health_checks,
        replication,
        secure_transport,
        stack_buckets,
        stack_functions,
        stack_health_checks,
        stack_replacements,
    )
    for gap in gaps:
        gap.close()
    control.wrap(ministack)
    ministack.main()


main()
