"""`python -m courseware.figures`: computes what the drawings are built from, where it is not there.

`npm run build` in `frontend/` runs this first.
"""

from __future__ import annotations

import sys
import time

from courseware.figures import lookup
from courseware.figures.checking import InvalidFigure
from courseware.figures.computing import BUILD, computed


def main() -> int:
    folder, before = BUILD / "data", _written_at()
    folder.mkdir(parents=True, exist_ok=True)
    faults = []
    for name in lookup.names():
        began = time.monotonic()
        try:
            computed(name)
        except InvalidFigure as error:
            faults.append(str(error))
            continue
        if _written_at().get(lookup.stem(name)) != before.get(lookup.stem(name)):
            print(f"Computed the figure {name} ({time.monotonic() - began:.1f} s)", flush=True)
    stems = set(map(lookup.stem, lookup.names()))
    for file in folder.glob("*.json"):
        if file.stem not in stems:
            file.unlink()
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def _written_at() -> dict[str, int]:
    return {file.stem: file.stat().st_mtime_ns for file in (BUILD / "data").glob("*.json")}


if __name__ == "__main__":
    sys.exit(main())
