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
