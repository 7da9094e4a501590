"""Starts moto server with its gaps to AWS closed. Each module here closes one, and says what AWS does instead."""

import sys
from pathlib import Path

from moto import server

import change_batches

sys.path.append(str(Path(__file__).parent.parent))
import lifeline  # noqa: E402

lifeline.die_with_the_test()
change_batches.close()
server.main(sys.argv[1:])
