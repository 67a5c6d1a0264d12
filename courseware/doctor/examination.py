"""Runs all checks, those of the site in their order."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Collection, Iterable, Iterator
from importlib import import_module
from typing import Any

from django.utils.module_loading import autodiscover_modules

from courseware.doctor import checks
from courseware.doctor.findings import CANARIES, CHECKS, Check, Finding, failed


def examine(
    *, canary_seconds: float | None = None, skipped: Collection[str] = ()
) -> Iterator[tuple[str, list[Finding]]]:
    """The findings of each group, in the order in which to look for the cause of a failure.

    Real work is tried last, and only if there are seconds for it. A check that fails itself is a
    finding: the others are made in any case.
    """
    _discover()
    for group, function in sorted(CHECKS.items(), key=lambda entry: _place(entry[1])):
        if group not in skipped:
            yield group, _run(group, function)
    if canary_seconds is not None:
        for group, work in CANARIES.items():
            if group not in skipped:
                yield group, _run(group, work, canary_seconds)


def _discover() -> None:
    for module in pkgutil.iter_modules(checks.__path__):
        import_module(f"{checks.__name__}.{module.name}")
    autodiscover_modules("doctor")


def _place(function: Check) -> int:
    """In `ORDER`, or after it."""
    package, _, name = function.__module__.rpartition(".")
    named = package == checks.__name__ and name in checks.ORDER
    return checks.ORDER.index(name) if named else len(checks.ORDER)


def _run(group: str, function: Callable[..., Iterable[Finding]], *arguments: Any) -> list[Finding]:
    findings: list[Finding] = []
    try:
        findings.extend(function(*arguments))
    except Exception as error:  # the boundary between checks: one must not hide the others
        sentence = f"This could not be checked ({type(error).__name__}: {error})."
        findings.append(failed(group, sentence))
    return findings
