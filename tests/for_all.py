"""One test over many cases: a test of its own costs more than a case that is a call of a function.

All cases run, and what fails names its case. For cases that leave nothing behind: fixtures are made
once for all of them.
"""

from __future__ import annotations

import functools
import inspect
import os
from collections.abc import Callable, Iterable
from typing import Any

import pytest

BY_CASE = "TESTS_BY_CASE"
"""Set in the environment, it makes a test of each case: for whoever looks for the one that fails,
and for the mutants of the reference, which begin with the tests that are likeliest to kill them."""


def for_all(
    cases: Iterable[Any], name: Callable[[Any], str] = str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Calls the test with each case as its first argument; the others are fixtures as ever."""
    cases = list(cases)
    assert cases, "a test over no cases cannot fail"

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(test)
        first, *others = signature.parameters.values()
        if BY_CASE in os.environ:
            return pytest.mark.parametrize(first.name, cases, ids=name)(test)

        @functools.wraps(test)
        def test_of_all(**fixtures: Any) -> None:
            failures: dict[str, BaseException] = {}
            for case in cases:
                try:
                    test(case, **fixtures)
                except (Exception, pytest.fail.Exception) as error:
                    error.add_note(f"in the case {name(case)}")
                    failures[name(case)] = error
            if failures:
                told = f"{len(failures)} of {len(cases)} cases failed: {', '.join(failures)}"
                raise BaseExceptionGroup(told, list(failures.values()))

        test_of_all.__signature__ = signature.replace(parameters=others)  # type: ignore[attr-defined]
        return test_of_all

    return decorate
