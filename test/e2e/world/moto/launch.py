"""Starts moto server with its gaps to AWS closed. Each module here closes one, and says what AWS does instead."""

import sys
from pathlib import Path

from moto import server

import change_batches
import change_sets
import ids
import replication_rules

sys.path.append(str(Path(__file__).parent.parent))
import lifeline  # noqa: E402

lifeline.die_with_the_test()
change_batches.close()
change_sets.close()
ids.close()
replication_rules.close()
server.main(sys.argv[1:])
