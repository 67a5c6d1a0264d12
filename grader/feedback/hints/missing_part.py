"""What to return where a later call, or the lab, asks for a part of a result that is not there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.lab.cases import Call
from grader.messages import message
from grader.sandbox.outcome import MissingPart


def hint_for_missing_part(missing: MissingPart, calls: Sequence[Call]) -> str:
    """What the function that was called has to return; empty where it is not known.

    Args:
        missing: from the sandbox; a submission may have made it up.
        calls: of the scenario.
    """
    if missing.number >= len(calls):
        return ""
    function = calls[missing.number].function
    if missing.kind == "NoneType":
        return message(
            "{function} returns None: is a return statement missing?",
            function=function,
        )
    item = re.fullmatch(r"\[(\d)\]", missing.part)
    if item is not None:
        return message(
            "{function} has to return several values, with commas between them, and yours has no "
            "value {place}.",
            function=function,
            place=int(item[1]) + 1,
        )
    if re.fullmatch(r"\.[A-Za-z_]\w{0,30}", missing.part):
        return message(
            "A value that {function} returns has no {part}, which is asked for.",
            function=function,
            part=missing.part,
        )
    return ""
