"""Trials of a subject: each calls it with one form of its arguments and says what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from tests.grader.reference.sweep import comparing, numbers_in
from tests.grader.reference.sweep.extremes import EXTREMES, takes
from tests.grader.reference.sweep.kinds import SIZES
from tests.grader.reference.sweep.layouts import FLOATS, LAYOUTS, WHOLE, contiguous
from tests.grader.reference.sweep.outcomes import Outcome, is_float, run
from tests.grader.reference.sweep.properties import properties
from tests.grader.reference.sweep.subjects import Subject
from tests.grader.reference.sweep.trees import (
    Tree,
    cast,
    entries,
    laid_out,
    listed,
    values,
    widened,
    with_extreme,
)

WIDER = {"f2": np.dtype("f4"), "f4": np.dtype("f8"), "f8": np.dtype(np.longdouble)}
SHAPES: dict[str, dict[str, Any]] = {
    "0-d": {"scalar": True},
    "no rows": {"sizes": {"N": 0}},
    "no columns": {"sizes": {"D": 0, "C": 0}},
    "one row": {"sizes": {"N": 1}},
    "one entry": {"sizes": dict.fromkeys("NDCHST", 1)},
}


class Trials:
    """All trials of a subject.

    Attributes:
        count: calls whose outcome was judged.
        failures: of each trial that was run, what is wrong; nothing where all is well.
    """

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.known = properties(subject)
        self.count = 0
        self.failures: dict[str, list[str]] = {}
        self.primary = not subject.variant
        self.floats: list[str] = []
        self._plain: dict[str, Outcome] = {}

    def everything(self, *, full: bool) -> None:
        """Every kind of trial; with ``full`` every combination of a form and an extreme.

        Otherwise settings of options beside the first meet a part of the extremes.
        """
        ordinary = self.subject.arguments()
        self.floats = [path for path, entry in entries(ordinary) if entry.is_float]
        self.dtypes(ordinary)
        if not any(entries(ordinary)) or not self.known.forms:
            return
        for dtype in ("f4", "f8") if full or self.primary else ("f4",):
            self.layouts(f"{dtype} ordinary", cast(ordinary, dtype), dtype, tuple(LAYOUTS))
        self.shapes(("f4", "f8", "i8") if full or self.primary else ("f4",))
        if self.primary:
            self.numbers(ordinary)
        for name in EXTREMES if self.floats else ():
            self.extremes(ordinary, name, full=full)

    def dtypes(self, ordinary: Tree) -> None:
        for dtype in FLOATS:
            self.judge(f"{dtype} ordinary", cast(ordinary, dtype), dtype, must_give=True)
        if not any(entries(ordinary)) or not self.known.forms:
            return
        for dtype in WHOLE if not self.known.refuses_integers else ():
            self.judge(f"{dtype} ordinary", cast(ordinary, dtype), dtype, must_give=True)
        self.judge("list ordinary", listed(ordinary), "list", must_give=True)

    def layouts(self, label: str, plain: Tree, dtype: str, chosen: tuple[str, ...]) -> None:
        """The same numbers in other places of memory: the same answer, bit for bit."""
        for layout in chosen:
            tree = laid_out(plain, LAYOUTS[layout])
            if layout == "broadcast":
                wanted = self.plain(f"{label} broadcast", laid_out(tree, contiguous))
            else:
                wanted = self.plain(label, plain)
            trial = f"{label} {layout}"
            got = self.call(trial, tree)
            words = comparing.kinds_differ(got, wanted)
            if not words and not got.refused:
                words = comparing.same_bits(got, wanted)
                if words and self.known.mixes:
                    words = comparing.close(got, wanted, dtype, 8.0, False)
            self.note(trial, words)

    def shapes(self, dtypes: tuple[str, ...]) -> None:
        for shape, how in SHAPES.items():
            tree = self.subject.arguments(**how)
            for dtype in dtypes:
                if dtype == "i8" and self.known.refuses_integers:
                    continue
                self.judge(f"{dtype} {shape}", cast(tree, dtype), dtype)
            self.judge(f"list {shape}", listed(tree), "list")

    def numbers(self, ordinary: Tree) -> None:
        """Single numbers beside the arrays never change a dtype, and are taken or refused."""
        tree = cast(ordinary, "f4")
        for label, form, plain in numbers_in.same_number(self.subject):
            got = self.call(label, tree, form)
            wanted = self.plain(str(plain), tree, plain)
            words = comparing.kinds_differ(got, wanted)
            if not words and not got.refused:
                words = comparing.same_bits(got, wanted)
            self.note(label, words)
        for label, number in numbers_in.any_number(self.subject):
            self.call(label, tree, number)

    def extremes(self, ordinary: Tree, name: str, *, full: bool) -> None:
        most = full or self.primary
        dtypes = FLOATS if most else ("f4", "f8")
        for rows in ("all", "first") if most else ("all",):
            label = f"{name} {rows}"
            for dtype in dtypes:
                tree = with_extreme(ordinary, name, rows, dtype, lambda e: takes(e, name))
                self.extreme(f"{dtype} {label}", tree, ordinary, dtype, name, rows)
            plain = with_extreme(ordinary, name, rows, "f8", lambda e: takes(e, name))
            chosen = tuple(LAYOUTS) if full else (_turn(name, rows),)
            if name not in self.known.beyond:
                self.layouts(f"f8 {label}", plain, "f8", chosen)
        kinds = dict(entries(ordinary))
        for path in self.floats if len(self.floats) > 1 else ():
            rows = "first" if kinds[path].by_row else "all"
            for dtype in dtypes if full else ("f4", "f8") if most else ("f4",):
                tree = with_extreme(ordinary, name, "first", dtype, path)
                self.extreme(f"{dtype} {name} in {path}", tree, ordinary, dtype, name, rows)

    def extreme(
        self, trial: str, tree: Tree, ordinary: Tree, dtype: str, name: str, rows: str
    ) -> None:
        beyond = name in self.known.beyond
        got = self.judge(trial, tree, dtype, compare=not beyond)
        if got.refused or beyond:
            return
        if rows == "first" and self.known.rows:
            plain = self.plain(f"{dtype} ordinary", cast(ordinary, dtype))
            self.note(trial, _other_rows_differ(got, plain))
        if name not in ("inf", "nan") and not self.known.may_be_nan:
            self.note(trial, _nan_in(got))

    def judge(
        self, trial: str, tree: Tree, dtype: str, *, must_give: bool = False, compare: bool = True
    ) -> Outcome:
        """Call with the arguments, and hold the outcome against that of plain float64."""
        got = self.call(trial, tree)
        floats = dtype if dtype in FLOATS else "f8"
        wanted = got if dtype == "f8" else run(self.subject.call, values(widened(tree)))
        words = comparing.kinds_differ(got, wanted)
        if must_give and got.refused:
            words = words or f"refuses: {got.words[:90]}"
        if not words and not got.refused:
            words = self.dtype_breaks(got, wanted, floats, ordinary=trial.endswith("ordinary"))
            if compare and not words:
                words = comparing.close(got, wanted, floats, self.known.loose, self.known.rows)
        self.note(trial, words)
        return got

    def dtype_breaks(
        self, got: Outcome, wanted: Outcome, dtype: str, *, ordinary: bool = False
    ) -> str:
        if self.known.gives == "any":
            return ""
        allowed = {np.dtype(dtype if self.floats else "f8"), np.dtype(self.known.gives or dtype)}
        if self.known.half and (dtype == "f2" or not ordinary):
            allowed.add(WIDER[dtype])
        for place, value in got.leaves:
            if (
                type(value) is not float
                and is_float(value)
                and np.asarray(value).dtype not in allowed
            ):
                return f"{place or 'it'} is {np.asarray(value).dtype}, not {np.dtype(dtype)}"
        return comparing.types_differ(got, wanted)

    def call(self, trial: str, tree: Tree, more: Mapping[str, Any] | None = None) -> Outcome:
        """The outcome; notes what the call did to its arguments, and refusals without sense."""
        self.count += 1
        arrays = [e.value for _, e in entries(tree) if isinstance(e.value, np.ndarray)]
        before = [array.tobytes() for array in arrays]
        outcome = run(self.subject.call, {**values(tree), **(more or {})})
        self.note(trial, outcome.fault)
        if any(array.tobytes() != old for array, old in zip(arrays, before, strict=True)):
            self.note(trial, "changes an argument")
        if not self.known.aliases:
            self.note(trial, _hands_back(outcome, arrays))
        return outcome

    def plain(self, label: str, tree: Tree, more: Mapping[str, Any] | None = None) -> Outcome:
        if label not in self._plain:
            self._plain[label] = run(self.subject.call, {**values(tree), **(more or {})})
        return self._plain[label]

    def note(self, trial: str, words: str) -> None:
        noted = self.failures.setdefault(trial, [])
        if words and words not in noted:
            noted.append(words)


def _turn(name: str, rows: str) -> str:
    """One layout for an extreme, another for the next."""
    return list(LAYOUTS)[(EXTREMES.index(name) * 2 + (rows == "all")) % len(LAYOUTS)]


def _share(one: np.ndarray, other: np.ndarray) -> bool:
    return np.may_share_memory(one, other) and np.shares_memory(one, other)


def _hands_back(outcome: Outcome, arrays: list[np.ndarray]) -> str:
    for place, value in outcome.leaves:
        if isinstance(value, np.ndarray) and any(_share(value, array) for array in arrays):
            return f"hands back an argument{f' as {place}' if place else ''}"
    return ""


def _nan_in(got: Outcome) -> str:
    for place, value in got.leaves:
        if is_float(value) and np.isnan(value).any():
            return f"{place or 'it'} is NaN, from finite arguments"
    return ""


def _other_rows_differ(got: Outcome, plain: Outcome) -> str:
    for (place, a), (_, b) in zip(got.leaves, plain.leaves, strict=False):
        x, y = np.asarray(a), np.asarray(b)
        if not x.ndim or x.shape != y.shape or len(x) != SIZES["N"]:
            continue
        if not np.array_equal(x[1:], y[1:], equal_nan=x.dtype.kind == "f"):
            return f"{place or 'it'}: rows depend on the first one"
    return ""
