"""Hints that the verdict, an exception or the text of the program give, without its values."""

from __future__ import annotations

import re

from grader.judging.judgment import Judgment
from grader.lab import Lab
from grader.messages import joined, message
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome, RaisedException

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


def hint_for_outcome(judgment: Judgment, lab: Lab) -> str:
    """As `hint_for_verdict`, with what the exception or the sandbox's detail add to it."""
    if judgment.verdict is Verdict.raised and judgment.outcome.raised is not None:
        return _hint_for_exception(judgment.outcome.raised)
    has_detail = judgment.verdict is Verdict.no_such_function and judgment.visible
    detail = judgment.outcome.detail if has_detail else ""
    return joined(detail, hint_for_verdict(judgment.verdict, judgment.function, lab))


def hint_for_load(source: str | bytes, outcome: Outcome) -> str:
    """Why a file does not load, where its text or the outcome shows it."""
    if outcome.verdict is Verdict.does_not_parse:
        return _hint_for_text(source) or outcome.detail
    if outcome.verdict is Verdict.raised and outcome.raised is not None:
        return _hint_for_exception(outcome.raised)
    if outcome.verdict is Verdict.time_limit:
        return message("The file itself does not end when it is imported; keep it to definitions.")
    return _HINTS.get(outcome.verdict, "")


def _hint_for_exception(raised: RaisedException) -> str:
    if raised.type in ("ModuleNotFoundError", "ImportError"):
        return message("Only NumPy and Python's standard library are available.")
    if raised.type == "NotImplementedError":
        return message("The function is still to be written: its body raises NotImplementedError.")
    return ""


def _hint_for_text(source: str | bytes) -> str:
    """What was pasted along with the code, or how the file was saved."""
    data = source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")
    if isinstance(source, bytes) and data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return message("The file is UTF-16; save it as UTF-8.")
    if b"\0" in data:
        return message("The file has NUL bytes: it is not a text file, or not saved as UTF-8.")
    text = source if isinstance(source, str) else source.decode("utf-8-sig", "replace")
    for pattern, hint in _PASTED:
        if re.search(pattern, text, re.MULTILINE):
            return hint
    if isinstance(source, bytes) and "\N{REPLACEMENT CHARACTER}" in text:
        return message("The file is not UTF-8; save it as UTF-8.")
    return ""


# Each pattern stays within a line: what may run over blank lines reads them again from every line.
_PASTED = (
    (
        r"^[ \t]*In \[\d+\]:",
        message("The notebook's In [1]: was pasted along with the code; leave it out."),
    ),
    (
        r"^[ \t]*print[ \t]+[^(\s=]",
        message("This is Python 2 code: in Python 3 print is a function, print(x)."),
    ),
    (r"^(<{7}|={7}|>{7})", message("A merge left its conflict markers (<<<<<<<) in the file.")),
    (
        "\N{NO-BREAK SPACE}",
        message("The file has a non-breaking space where Python needs an ordinary one."),
    ),
)
