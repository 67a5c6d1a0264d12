"""What can happen to a submission, one word each, with the sentence a student reads."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    """The verdict on a case or on a whole submission, in order of precedence.

    Of several verdicts the first listed names the whole: what stopped the program says more
    than what it got wrong.
    """

    grader_failed = "grader_failed"
    does_not_parse = "does_not_parse"
    no_such_function = "no_such_function"
    forbidden_call = "forbidden_call"
    memory_limit = "memory_limit"
    process_limit = "process_limit"
    output_limit = "output_limit"
    time_limit = "time_limit"
    ended_early = "ended_early"
    raised = "raised"
    wrong_type = "wrong_type"
    wrong_shape = "wrong_shape"
    wrong_dtype = "wrong_dtype"
    changed_inputs = "changed_inputs"
    not_finite = "not_finite"
    wrong_values = "wrong_values"
    not_run = "not_run"
    passed = "passed"

    @property
    def words(self) -> str:
        """`Wrong values`"""
        return self.value.replace("_", " ").capitalize()

    @property
    def sentence(self) -> str:
        return _SENTENCES[self]


_SENTENCES = {
    Verdict.grader_failed: "The grader failed, not your code. It will be graded again.",
    Verdict.does_not_parse: "Python cannot read the file.",
    Verdict.no_such_function: "The function that the lab asks for is not defined.",
    Verdict.forbidden_call: "The code asked the system for something that a lab may not do.",
    Verdict.memory_limit: "The code needed more memory than the lab allows.",
    Verdict.process_limit: "The code started more processes or threads than the lab allows.",
    Verdict.output_limit: "The code printed or returned more than the lab allows.",
    Verdict.time_limit: "The code was still running when its time was over.",
    Verdict.ended_early: "The program ended before it gave an answer.",
    Verdict.raised: "The code raised an exception.",
    Verdict.wrong_type: "The answer is not of the type that was asked for.",
    Verdict.wrong_shape: "The answer has the wrong shape.",
    Verdict.wrong_dtype: "The answer has the wrong dtype.",
    Verdict.changed_inputs: "The code changed the arrays that it was given.",
    Verdict.not_finite: "The answer holds NaN or infinity where finite numbers are right.",
    Verdict.wrong_values: "The answer's values are wrong.",
    Verdict.not_run: "Not run, because an earlier case stopped the program.",
    Verdict.passed: "Right.",
}


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict that names the whole; `Verdict.passed` of none."""
    order = list(Verdict)
    return min(verdicts, key=order.index, default=Verdict.passed)
