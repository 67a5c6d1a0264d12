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
) -> list[Any]:
    """Parameters for pytest: the first ``always`` of each kind, and the others marked as slow."""
    seen: Counter[Hashable] = Counter()
    parameters = []
    for case in cases:
        seen[kind(case)] += 1
        marks = [pytest.mark.slow] if seen[kind(case)] > always else []
        parameters.append(pytest.param(*values(case), id=name(case), marks=marks))
    return parameters
