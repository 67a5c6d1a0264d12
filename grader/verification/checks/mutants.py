"""The cases notice changes of the reference: at least 95 of 100 mutants are killed."""

from __future__ import annotations

from collections.abc import Iterator

from grader.mutation_testing import mutate
from grader.verification.check import Check, Effort
from grader.verification.finding import Finding, Kind
from grader.verification.subject import Subject

ENOUGH = 0.95
"""The share of mutants that a lab's cases have to kill."""


def check(subject: Subject, effort: Effort) -> Iterator[Finding]:
    """How many are killed, and the others, each with the call that shows it: faults if many."""
    result = mutate(subject.lab)
    path, total = subject.path("cases.py"), result.killed + len(result.survivors)
    few = result.share < ENOUGH
    kind = Kind.fault if few else Kind.note
    message = f"kills {result.killed} of {total} mutants ({result.share:.0%})"
    remedy = f"Add cases until it is {ENOUGH:.0%}; see below." if few else ""
    yield Finding(path, 1, message, remedy, kind)
    for survivor in result.survivors:
        message = f"no case notices a change in {survivor.place}: {survivor.words}"
        yield Finding(path, 1, message, f"Ask {survivor.call}.", kind)


CHECK = Check("cases kill 95 of 100 mutants", 100, check, formats=("code",))
