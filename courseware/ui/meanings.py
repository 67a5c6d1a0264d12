"""The four meanings that colour and shape can have, and which one a state has.

A meaning is a colour, a shape and a word together: `right`, `wrong`, `waiting`, `look` (somebody
should have a look), or `none` for what has not begun.
"""

from __future__ import annotations

from grader.results.verdicts import Verdict

_STATES = {
    "done": "right",
    "right": "right",
    "graded": "right",
    "saved": "right",
    "wrong": "wrong",
    "late": "look",
    "look": "look",
    "part": "look",
    "partly": "look",
    "unsaved": "look",
    "offline": "look",
    "waiting": "waiting",
    "queued": "waiting",
    "running": "waiting",
    "grading": "waiting",
    "saving": "waiting",
    "started": "waiting",
}
_NOT_THE_STUDENTS = {Verdict.grader_failed: "look", Verdict.not_run: "waiting"}


def meaning_of(state: object) -> str:
    """The meaning of a verdict or of a state's name; `none` for names without one."""
    name = str(getattr(state, "value", state))
    if name in Verdict.__members__:
        verdict = Verdict[name]
        if verdict is Verdict.passed:
            return "right"
        return _NOT_THE_STUDENTS.get(verdict, "wrong")
    return _STATES.get(name, "none")


def words_of(state: object) -> str:
    """`Wrong values` for a verdict's name; any other name with its underscores opened."""
    name = str(getattr(state, "value", state))
    if name == Verdict.passed:
        return "Right"
    return name.replace("_", " ").capitalize()
