"""What can happen to a submission: one verdict each, with the sentence that a student reads."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from grader.messages import Message, message


class Verdict(StrEnum):
    """The verdict on a case or on a whole submission, in order of precedence.

    Of several verdicts the first in this list is that of the whole: what stopped the program says
    more than what it got wrong.
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
    below_target = "below_target"
    not_run = "not_run"
    passed = "passed"

    @property
    def words(self) -> Message:
        """A word or two, for tables: ``Wrong values``."""
        return _WORDS[self]

    @property
    def sentence(self) -> Message:
        """The sentence for a student."""
        return _SENTENCES[self]


_WORDS = {
    Verdict.grader_failed: message("Grader failed"),
    Verdict.does_not_parse: message("Does not parse"),
    Verdict.no_such_function: message("No such function"),
    Verdict.forbidden_call: message("Forbidden call"),
    Verdict.memory_limit: message("Memory limit"),
    Verdict.process_limit: message("Process limit"),
    Verdict.output_limit: message("Output limit"),
    Verdict.time_limit: message("Time limit"),
    Verdict.ended_early: message("Ended early"),
    Verdict.raised: message("Raised"),
    Verdict.wrong_type: message("Wrong type"),
    Verdict.wrong_shape: message("Wrong shape"),
    Verdict.wrong_dtype: message("Wrong dtype"),
    Verdict.changed_inputs: message("Changed inputs"),
    Verdict.not_finite: message("Not finite"),
    Verdict.wrong_values: message("Wrong values"),
    Verdict.below_target: message("Below target"),
    Verdict.not_run: message("Not run"),
    Verdict.passed: message("Passed"),
}
_SENTENCES = {
    Verdict.grader_failed: message("The grader failed, not your code. It will be graded again."),
    Verdict.does_not_parse: message("Python cannot read the file."),
    Verdict.no_such_function: message("The function that the lab asks for is not defined."),
    Verdict.forbidden_call: message("The code made a system call that labs may not make."),
    Verdict.memory_limit: message("The code needed more memory than the lab allows."),
    Verdict.process_limit: message(
        "The code started more processes or threads than the lab allows."
    ),
    Verdict.output_limit: message("The code printed or returned more than the lab allows."),
    Verdict.time_limit: message("The code was still running when its time was up."),
    Verdict.ended_early: message("The program ended before it returned an answer."),
    Verdict.raised: message("The code raised an exception."),
    Verdict.wrong_type: message("The answer has the wrong type."),
    Verdict.wrong_shape: message("The answer has the wrong shape."),
    Verdict.wrong_dtype: message("The answer has the wrong dtype."),
    Verdict.changed_inputs: message("The code changed the arrays that it was given."),
    Verdict.not_finite: message("The answer holds NaN or infinity where finite numbers are right."),
    Verdict.wrong_values: message("The answer's values are wrong."),
    Verdict.below_target: message("The trained model does not reach the target."),
    Verdict.not_run: message(
        "Not run: the program could not be loaded, had ended, or had used up its time."
    ),
    Verdict.passed: message("Passed."),
}


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict of the whole; `Verdict.passed` when there is none."""
    return min(verdicts, key=_PRECEDENCE.__getitem__, default=Verdict.passed)


_PRECEDENCE = {verdict: place for place, verdict in enumerate(Verdict)}
