"""The four meanings that color and shape can have, and which one a state has.

A meaning is a color, a shape and a word together: `right`, `wrong`, `waiting`, `look` (somebody
should have a look), or `none` for what has not begun.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from grader.results.verdicts import Verdict

_STATES = {
    "done": "right",
    "right": "right",
    "graded": "right",
    "answered": "right",
    "saved": "right",
    "wrong": "wrong",
    "late": "look",
    "open": "look",
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


_WORDS = {
    "grader_failed": _("Grader failed"),
    "does_not_parse": _("Does not parse"),
    "no_such_function": _("No such function"),
    "forbidden_call": _("Forbidden call"),
    "memory_limit": _("Memory limit"),
    "process_limit": _("Process limit"),
    "output_limit": _("Output limit"),
    "time_limit": _("Time limit"),
    "ended_early": _("Ended early"),
    "raised": _("Raised an exception"),
    "wrong_type": _("Wrong type"),
    "wrong_shape": _("Wrong shape"),
    "wrong_dtype": _("Wrong dtype"),
    "changed_inputs": _("Changed inputs"),
    "not_finite": _("Not finite"),
    "wrong_values": _("Wrong values"),
    "below_target": _("Below target"),
    "not_run": _("Not run"),
    "passed": _("Passed"),
    "new": _("New"),
    "started": _("Started"),
    "waiting": _("Waiting"),
    "done": _("Done"),
    "late": _("Late"),
    "right": _("Correct"),
    "wrong": _("Incorrect"),
    "part": _("Partially correct"),
    "partly": _("Partially correct"),
}


def words_of(state: object) -> str:
    """`Wrong values` for a verdict's name; an unknown name with its underscores opened."""
    name = str(getattr(state, "value", state))
    known = _WORDS.get(name)
    return name.replace("_", " ").capitalize() if known is None else str(known)
