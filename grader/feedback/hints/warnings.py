"""What NumPy warns of where an answer holds NaN or infinity: the line, and what becomes of it."""

from __future__ import annotations

import re

from grader.feedback.hints.exceptions import Program
from grader.messages import message

_WARNING = re.compile(r"^[^\s:]+:(?P<line>\d{1,6}): RuntimeWarning: (?P<what>[^\n]+)", re.MULTILINE)
_APART = message("0 divided by 0 is NaN: treat entries of 0 apart.")
_TEXTS = (
    (r"invalid value encountered in (true_)?(divide|remainder|scalar divide)", _APART),
    (r"divide by zero encountered in .*divide", message("Something is divided by 0.")),
    (r"divide by zero encountered in log", message("The logarithm of 0 is taken: it is -∞.")),
    (
        r"divide by zero encountered in .*power",
        message("0 is raised to a negative power: that is a division by 0."),
    ),
    (
        r"overflow encountered in (exp|cosh|sinh|expm1|exp2)",
        message("The exponent is too large for a float: rewrite the formula, or shift it first."),
    ),
    (
        r"overflow encountered in (square|power|multiply|matmul|dot|scalar \w+)",
        message("A product or power is too large for a float."),
    ),
    (
        r"invalid value encountered in (log|sqrt|power|log2|log10|log1p)",
        message("A root or logarithm of a negative number is NaN."),
    ),
    (
        r"invalid value encountered in (subtract|add|multiply|scalar \w+|matmul|reduce)",
        message("∞ - ∞ and 0 times ∞ are NaN: an infinity came in before."),
    ),
    (r"Mean of empty slice|invalid value encountered in scalar divide", _APART),
)


def hint_for_warning(output: str, program: Program) -> str:
    """What the first warning that is known says, with its line; empty where there is none.

    Args:
        output: what the submission printed. For warnings in it, only the kind and line are shown.
        program: the submission.
    """
    for found in _WARNING.finditer(output):
        line = int(found["line"])
        text = next((text for kind, text in _TEXTS if re.match(kind, found["what"])), "")
        if text and program.line(line).strip():
            return message("{place}: {text}", place=program.place(line, starts=True), text=text)
    return ""
