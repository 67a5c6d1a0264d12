"""Hints that the verdict and the text of the program give, without looking at values."""

from __future__ import annotations

import re

from grader.judging.judgment import Judgment
from grader.lab import Lab
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome, RaisedException

_FIXED = {
    Verdict.changed_inputs: (
        "The arrays that are given belong to the caller: compute into new ones, or copy first."
    ),
    Verdict.time_limit: "Is there a loop that cannot end, or one over each entry of a large array?",
    Verdict.memory_limit: "How many entries does the largest array hold that the code makes?",
    Verdict.process_limit: "One process and its own thread are enough for every lab.",
    Verdict.output_limit: "Print less, or give back an array of the size that is asked.",
    Verdict.ended_early: "Remove sys.exit, exit and os._exit: the function has to return.",
    Verdict.forbidden_call: (
        "A lab needs the Python language and NumPy: no network, no other programs, no files of "
        "the system."
    ),
}


def hint_for_verdict(verdict: Verdict, function: str, lab: Lab) -> str:
    """What the verdict itself tells; empty where the case's own hint says more."""
    if verdict is Verdict.no_such_function:
        return f"Define {lab.function(function).signature} at the top level of the file."
    return _FIXED.get(verdict, "")


def hint_for_outcome(one: Judgment, lab: Lab) -> str:
    """The same, with what the submission's own words add to it."""
    if one.verdict is Verdict.raised and one.outcome.raised is not None:
        return _raised(one.outcome.raised)
    words = one.verdict is Verdict.no_such_function and one.visible
    found = one.outcome.detail if words else ""
    return f"{found} {hint_for_verdict(one.verdict, one.function, lab)}".strip()


def hint_for_load(source: str | bytes, outcome: Outcome) -> str:
    """Why a file does not load, where its text shows it."""
    if outcome.verdict is Verdict.does_not_parse:
        return _unreadable(source) or outcome.detail
    if outcome.verdict is Verdict.raised and outcome.raised is not None:
        return _raised(outcome.raised)
    if outcome.verdict is Verdict.time_limit:
        return "The file itself runs without end when it is imported; keep it to definitions."
    return _FIXED.get(outcome.verdict, "")


def _raised(raised: RaisedException) -> str:
    if raised.type in ("ModuleNotFoundError", "ImportError"):
        return "NumPy and Python's standard library are available, nothing else."
    if raised.type == "NotImplementedError":
        return "The function is still to be written: its body raises NotImplementedError."
    return ""


def _unreadable(source: str | bytes) -> str:
    """What was pasted along with the code, or how the file was saved."""
    if isinstance(source, bytes) and (source[:2] in (b"\xff\xfe", b"\xfe\xff")):
        return "The file is UTF-16; save it as UTF-8."
    if b"\0" in (source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")):
        return "The file holds NUL bytes; it is not a text file, or not saved as UTF-8."
    text = _text_of(source)
    for pattern, hint in _PASTED:
        if re.search(pattern, text, re.MULTILINE):
            return hint
    if isinstance(source, bytes) and "�" in text:
        return "The file is not UTF-8; save it as UTF-8."
    return ""


# Within a line, each of them: what may run over blank lines reads them again from every line.
_PASTED = (
    (r"^[ \t]*In \[\d+\]:", "The notebook's In [1]: was pasted along with the code; leave it out."),
    (r"^[ \t]*print[ \t]+[^(\s=]", "print is a function: print(x). The code is of Python 2."),
    (r"^(<{7}|={7}|>{7})", "A merge left its marks (<<<<<<<) in the file."),
    ("\u00a0", "A non-breaking space stands where Python wants an ordinary one."),
)


def _text_of(source: str | bytes) -> str:
    return source if isinstance(source, str) else source.decode("utf-8-sig", "replace")
