"""What figures compute, kept by content: the same sources are not computed again.

The results are in `frontend/build/figures/data/`, from which the drawing scripts are built.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

import grader.reference
from courseware.figures import lookup
from courseware.figures.checking import check_figure
from courseware.figures.controls import Control, State, control_from
from courseware.figures.figure import Column, Figure
from courseware.figures.states import default_state, sample_states
from courseware.figures.wording import Value, fill, formatted, worded

BUILD = Path(__file__).resolve().parents[2] / "frontend" / "build" / "figures"
_DIGITS = 7  # of what is drawn; the scripts that carry it stay small
_GRADER = Path(grader.reference.__file__).parents[1]


@dataclass(frozen=True)
class Computed:
    """A figure as it is stored: `Figure` with texts in place of arrays."""

    name: str
    key: str
    title: str
    caption: str
    alt: str
    said: str
    numbers: dict[str, Value]
    controls: tuple[Control, ...]
    titles: list[str]
    rows: list[list[str]]
    data: dict[str, Any]

    @property
    def default(self) -> State:
        return default_state(self.controls)

    def read(self, state: State) -> dict[str, float]:
        """The quantities that the figure shows in a state; none without controls."""
        return _read(self.name, self.data, state)

    def words(self, template: str, state: State) -> str:
        """`alt` or `said` in a state."""
        settings = {each.name: each.words(state[each.name]) for each in self.controls}
        return fill(template, {**self.numbers, **settings, **self.read(state)})


def computed(name: str) -> Computed:
    """A figure as its sources are now. Raises: KeyError when there is none of this name."""
    file = BUILD / "data" / f"{lookup.stem(name)}.json"
    return _computed(name, file, _changed_at(file))


@lru_cache(maxsize=256)
def _computed(name: str, file: Path, _changed: int) -> Computed:
    """Read again after another process has built the figures."""
    key, stored = key_of(name), _stored(file)
    if stored is None or stored["key"] != key:
        stored = compute(name)
        _store(file, stored)
    controls = tuple(control_from(each) for each in stored["controls"])
    fields = {key: value for key, value in stored.items() if key != "vectors"}
    return Computed(**{**fields, "controls": controls})


def is_stored(name: str) -> bool:
    """Whether nothing has changed since it was computed."""
    stored = _stored(BUILD / "data" / f"{lookup.stem(name)}.json")
    return stored is not None and stored["key"] == key_of(name)


def compute(name: str) -> dict[str, Any]:
    """Runs the figure's module. Raises: InvalidFigure."""
    module = lookup.module(name)
    figure: Figure = module.figure()
    data = _plain(dict(figure.data))
    check_figure(name, figure, module, data)
    states = sample_states(figure.controls) if figure.controls else []
    return {
        "name": name,
        "key": key_of(name),
        "title": figure.title,
        "caption": _one_line(figure.caption),
        "alt": _one_line(figure.alt),
        "said": _one_line(figure.said),
        "numbers": {key: _scalar(value) for key, value in figure.numbers.items()},
        "controls": [{"kind": each.kind, **asdict(each)} for each in figure.controls],
        "titles": [column.title for column in figure.table],
        "rows": [list(row) for row in zip(*map(_cells, figure.table), strict=True)],
        "data": data,
        # What `read` gives in some states, for the scripts to be compared with.
        "vectors": [{"state": state, "read": _read(name, data, state)} for state in states],
    }


def key_of(name: str) -> str:
    """A digest of everything that the result depends on: the module, its helpers, the grader's."""
    total = sha256(_shared_digest().encode())
    if name not in lookup.names():
        raise KeyError(name)
    total.update((lookup.CATALOGUE / f"{lookup.stem(name)}.py").read_bytes())
    return total.hexdigest()[:24]


@cache
def _shared_digest() -> str:
    total = sha256(np.__version__.encode())
    files = [
        *Path(__file__).parent.glob("*.py"),
        *lookup.CATALOGUE.glob("_*.py"),
        *(_GRADER / "reference").rglob("*.py"),
        *(_GRADER / "playground").rglob("*.py"),
    ]
    for file in sorted(files):
        total.update(f"\0{file.name}\0".encode())
        total.update(file.read_bytes())
    return total.hexdigest()


def _read(name: str, data: Mapping[str, Any], state: State) -> dict[str, float]:
    read = getattr(lookup.module(name), "read", None)
    return {} if read is None else {key: float(value) for key, value in read(data, state).items()}


def _cells(column: Column) -> list[str]:
    form = column.format
    return [
        formatted(float(value), form) if form and not isinstance(value, str) else worded(value, "")
        for value in column.values
    ]


def _plain(value: Any) -> Any:
    """Arrays as lists, floats with few digits: what JSON can hold."""
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return float(f"{value:.{_DIGITS}g}") if isinstance(value, float) else value


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _changed_at(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def _scalar(value: Any) -> Value:
    return value.item() if isinstance(value, np.generic) else value


def _stored(file: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and "vectors" in found else None


def _store(file: Path, figure: Mapping[str, Any]) -> None:
    """Without leave to write, every process computes for itself."""
    text = json.dumps(figure, allow_nan=False, ensure_ascii=False)
    unfinished = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(file)
    except PermissionError:
        return
