"""Answers whose order is free, in the order in which they are compared with those of mistakes."""

from __future__ import annotations

import logging
from dataclasses import replace

from grader.lab import Case
from grader.lab.cpu_limit import cpu_limit
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome

log = logging.getLogger(__name__)

_WITH_VALUE = (Verdict.passed, Verdict.changed_inputs)


def in_order(case: Case, outcome: Outcome) -> Outcome:
    """The outcome with its answer in the order of the case's ``in_order``.

    As it is where the case has none, or where that does not know what to do with the answer, which
    may hold anything.
    """
    if case.in_order is None or outcome.verdict not in _WITH_VALUE:
        return outcome
    try:
        with cpu_limit():
            return replace(outcome, value=case.in_order(outcome.value))
    except Exception:
        log.debug('the case "%s" cannot put an answer in order', case.name, exc_info=True)
        return outcome
