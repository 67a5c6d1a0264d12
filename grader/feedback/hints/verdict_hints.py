"""Hints that the verdict, an exception or the text of the program give, without its values."""

from __future__ import annotations

from grader.feedback.hints.endings import (
    hint_for_endless,
    hint_for_exit,
    hint_for_other_programs,
)
from grader.feedback.hints.exceptions import Program, Raised, hint_for_exception
from grader.feedback.hints.limits import hint_for_limit
from grader.feedback.hints.missing_function import hint_for_missing
from grader.feedback.hints.missing_part import hint_for_missing_part
from grader.feedback.hints.parsing import another_format, hint_for_text
from grader.judging.judgment import Judgment
from grader.lab import Lab
from grader.messages import joined, message
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome
from grader.sandbox.session import MAX_SOURCE

_HINTS = {
    Verdict.changed_inputs: message(
        "The arrays that are given belong to the caller: compute into new ones, or copy first."
    ),
    Verdict.time_limit: message(
        "Is there a loop that cannot end, or one over each entry of a large array?"
    ),
    Verdict.memory_limit: message(
        "How many entries does the largest array have that the code makes?"
    ),
    Verdict.process_limit: message("One process with one thread is enough for every lab."),
    Verdict.output_limit: message("Print less, or return an array of the expected size."),
    Verdict.ended_early: message("Remove sys.exit, exit and os._exit: the function has to return."),
    Verdict.forbidden_call: message(
        "A lab needs the Python language and NumPy: no network, no other programs, no files of "
        "the system."
    ),
}


def hint_for_verdict(verdict: Verdict, function: str, lab: Lab) -> str:
    """The hint that the verdict alone gives; empty where the case's own hint says more.

    Args:
        verdict: of a case.
        function: the name of the function that the case calls.
        lab: whose case it is.
    """
    if verdict is Verdict.no_such_function:
        return message(
            "Define {signature} at the top level of the file.",
            signature=lab.function(function).signature,
        )
    return _HINTS.get(verdict, "")


def hint_for_outcome(judgment: Judgment, lab: Lab, program: Program | None = None) -> str:
    """As `hint_for_verdict`, with what the exception or the sandbox's detail add to it.

    Args:
        judgment: of a visible case, or of a public twin of a hidden one, for which less is shown.
        lab: whose case it is.
        program: the submission, in which the lines of exceptions are looked up.
    """
    if judgment.verdict is Verdict.raised and judgment.outcome.raised is not None:
        expects = judgment.case.expects.name if judgment.case.expects else ""
        return hint_for_exception(
            Raised(
                exception=judgment.outcome.raised,
                program=program or Program.of(""),
                lab=lab,
                function=judgment.function,
                visible=judgment.visible,
                expects=expects,
            )
        )
    if program is not None and (
        found := hint_for_limit(judgment.outcome, judgment.function, program)
    ):
        return found
    if judgment.verdict is Verdict.no_such_function:
        return _hint_for_missing(judgment, lab, program)
    if judgment.outcome.missing is not None and (
        found := hint_for_missing_part(judgment.outcome.missing, judgment.case.inputs.calls)
    ):
        return found
    if judgment.outcome.verdict is Verdict.wrong_type and judgment.visible:
        return judgment.outcome.detail
    end = _hint_for_end(judgment.outcome, program) if program else ""
    return end or hint_for_verdict(judgment.verdict, judgment.function, lab)


def _hint_for_missing(judgment: Judgment, lab: Lab, program: Program | None) -> str:
    """Where the function is instead, or a name that is near; for hidden cases the first alone."""
    found = hint_for_missing(judgment.function, lab, program) if program else ""
    detail = judgment.outcome.detail if judgment.visible and not found else ""
    return found or joined(detail, hint_for_verdict(judgment.verdict, judgment.function, lab))


def hint_for_load(source: str | bytes, outcome: Outcome) -> str:
    """Why a file does not load, where its text or the outcome shows it."""
    if outcome.verdict is Verdict.does_not_parse:
        if outcome.raised is None and outcome.detail:
            return outcome.detail  # it is too large to be read at all
        return hint_for_text(source[:MAX_SOURCE], outcome.raised)
    program = Program.of(source)
    if outcome.verdict is Verdict.raised and outcome.raised is not None:
        whole = another_format(source)  # a notebook's JSON is nearly a program
        return whole or hint_for_exception(Raised(outcome.raised, program))
    if outcome.verdict is Verdict.time_limit:
        return hint_for_endless(program)
    return _hint_for_end(outcome, program) or _HINTS.get(outcome.verdict, "")


def _hint_for_end(outcome: Outcome, program: Program) -> str:
    """Where the program ended by itself, or started another."""
    if outcome.verdict is Verdict.ended_early:
        raised = outcome.raised
        return hint_for_exit(raised.lines[-1][0] if raised and raised.lines else None, program)
    if outcome.verdict is Verdict.forbidden_call:
        return hint_for_other_programs(program)
    return ""
