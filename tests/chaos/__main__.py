"""`make chaos`: faults at random while students work; nothing confirmed may be lost or doubled.

    python -m tests.chaos [--short] [--seed N] [--database sqlite|postgres|both]

Prints a table for each database, with the seed that draws the same faults again. When a process
is hit depends on the machine, so a replay repeats the plan and not every race.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys

from tests.chaos.run import FULL, SHORT, run


def main() -> int:
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--short", action="store_true", help="two dozen submissions, a minute")
    parser.add_argument("--seed", type=int, default=int(os.environ.get("SEED") or 0))
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    given = parser.parse_args()
    seed = given.seed or secrets.randbelow(10**6) + 1
    databases = ["sqlite", "postgres"] if given.database == "both" else [given.database]
    passed = True
    for database in databases:
        outcome = run(seed, SHORT if given.short else FULL, postgres=database == "postgres")
        print(outcome.table(), flush=True)
        passed = passed and outcome.passed
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
