"""What to do about an exception: the first rule that knows, or the exception and its line."""

from __future__ import annotations

import builtins

from grader.feedback.hints.exceptions import (
    attributes,
    calls,
    indexing,
    kinds,
    modules,
    names,
    numeric,
    shapes,
    stops,
)
from grader.feedback.hints.exceptions.context import Raised
from grader.messages import message

_IMPORTS = {name: modules.IMPORT_RULES for name in ("ModuleNotFoundError", "ImportError")}
_ALL = [
    module.RULES for module in (attributes, calls, indexing, kinds, names, numeric, shapes, stops)
] + [_IMPORTS]
_OF_THE_INPUT = (
    "AssertionError",
    "IndexError",
    "KeyError",
    "OverflowError",
    "UnboundLocalError",
    "ValueError",
    "ZeroDivisionError",
)
"""Exceptions that come of the input: others come whatever it is, and what is asked for this one is
beside the point."""
_SHOWN_CHARS = 200


def hint_for_exception(raised: Raised) -> str:
    """What to do about an exception, with its line; never empty.

    Args:
        raised: the exception and what is known about it.
    """
    text = _remedy(raised)
    if not text:
        return _with_expected(_general(raised), raised)
    if raised.type in _OF_THE_INPUT and raised.expects and raised.expects not in text:
        text = message(
            "{type} is raised here, but this input must raise {expected}: test for it before.",
            type=raised.type,
            expected=raised.expects,
        )
    if raised.line is None:
        return text
    place = raised.exception.place(raised.line, starts=True)
    return message("{place}: {text}", place=place, text=text)


def _remedy(raised: Raised) -> str:
    """The first that a rule gives: of rules for all exceptions, for its type, for its bases."""
    names = (raised.type, *(base.rpartition(".")[2] for base in raised.exception.bases))
    rules = [rule for name in names for table in _ALL for rule in table.get(name, ())]
    for rule in (stops.unwritten, stops.own_raise, *rules):
        text = rule(raised)
        if text:
            return text
    return ""


def _with_expected(text: str, raised: Raised) -> str:
    """With the exception that is right for the case, where the text does not name it."""
    if not raised.expects or raised.expects in text:
        return text
    return message(
        "{text} This input must raise {expected}.",
        text=text,
        expected=raised.expects,
    )


def _general(raised: Raised) -> str:
    """The exception and its line; the message where it may be shown."""
    what: str = raised.type
    if raised.visible and raised.says:
        what = f"{what}: {' '.join(raised.says.split())[:_SHOWN_CHARS]}"
    elif not raised.visible and not hasattr(builtins, raised.type):
        what = message("an exception")
    if raised.line is None:
        return message("The call raised {what}.", what=what)
    place = raised.exception.place(raised.line, starts=True)
    return message("{place} raised {what}.", place=place, what=what)
