"""Which cases of a long list `make test` runs: some of each kind; `make test-full` runs all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

import pytest

Case = TypeVar("Case")


def some_of_each(
    cases: Iterable[Case],
    kind: Callable[[Case], Hashable],
    values: Callable[[Case], tuple[Any, ...]],
    name: Callable[[Case], str],
    *,
    always: int = 2,
    kinds: int | None = None,
) -> list[Any]:
    """Parameters for pytest: the first ``always`` of each kind, and the others marked as slow.

    With ``kinds`` those of the first few kinds alone, so that a growing list costs no more.
    """
    seen: Counter[Hashable] = Counter()
    parameters = []
    for case in cases:
        seen[kind(case)] += 1
        is_late = kinds is not None and list(seen).index(kind(case)) >= kinds
        marks = [pytest.mark.slow] if seen[kind(case)] > always or is_late else []
        parameters.append(pytest.param(*values(case), id=name(case), marks=marks))
    return parameters


def some_of(
    cases: Iterable[Any], count: int, name: Callable[[Any], str] | None = None
) -> list[Any]:
    """Parameters for pytest: ``count`` cases from all over the list, the others marked as slow.

    A case with several values is a tuple; with ``name`` its id is that of the case.
    """
    every = list(cases)
    number = min(count, len(every))
    chosen = {place * len(every) // number for place in range(number)}
    parameters = []
    for place, case in enumerate(every):
        values = case if isinstance(case, tuple) else (case,)
        marks = [] if place in chosen else [pytest.mark.slow]
        parameters.append(pytest.param(*values, id=name(case) if name else None, marks=marks))
    return parameters
