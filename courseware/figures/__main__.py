"""`python -m courseware.figures`: computes what the drawings are built from, where it is not there.

`npm run build` in `frontend/` runs this first. Names as arguments are computed in this process.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence

from courseware.figures import lookup
from courseware.figures.checking import InvalidFigure
from courseware.figures.computing import BUILD, computed, is_stored


def main(names: Sequence[str]) -> int:
    if names:
        return _compute(names)
    folder = BUILD / "data"
    folder.mkdir(parents=True, exist_ok=True)
    status = _share_out([name for name in lookup.names() if not is_stored(name)])
    stems = set(map(lookup.stem, lookup.names()))
    for file in folder.glob("*.json"):
        if file.stem not in stems:
            file.unlink()
    return status


def _share_out(names: Sequence[str]) -> int:
    """One process for each core."""
    cores = min(len(names), len(os.sched_getaffinity(0)))
    if cores < 2:
        return _compute(names)
    command = [sys.executable, "-m", "courseware.figures"]
    running = [subprocess.Popen([*command, *names[place::cores]]) for place in range(cores)]
    return max(process.wait() for process in running)


def _compute(names: Sequence[str]) -> int:
    faults = []
    for name in names:
        began = time.monotonic()
        try:
            computed(name)
        except InvalidFigure as error:
            faults.append(str(error))
            continue
        print(f"Computed the figure {name} ({time.monotonic() - began:.1f} s)", flush=True)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
