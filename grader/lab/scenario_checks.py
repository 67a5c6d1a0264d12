"""What is wrong with a scenario before its calls are made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grader.lab.scenarios import MOST_CALLS, Reference, Scenario, call_of, references_in
from grader.sandbox.guest.messages import TooLarge
from grader.sandbox.guest.values import Packer, UnsupportedValue

_MOST_BYTES = 256 << 20


def scenario_faults(scenario: Scenario) -> Iterator[str]:
    """References to calls that are not made before, too many calls, nothing that is judged."""
    count = len(scenario.calls)
    if count > MOST_CALLS:
        yield f"has {count} calls; at most {MOST_CALLS} can be made in one session"
    for number, call in enumerate(scenario.calls):
        for part in references_in((call.args, call.kwargs)):
            if not 0 <= call_of(part) < number:
                yield (
                    f"call {number} ({call.function}) is given {part!r}, which is not there yet; "
                    f"{_earlier(number)}"
                )
    if not _holds_results_only(scenario.judged):
        yield (
            f"judges {scenario.judged!r}; expected results alone: "
            "judged=result(1), or a list, tuple or dict of them"
        )
    for part in references_in(scenario.judged):
        if not 0 <= call_of(part) < count:
            yield f"judges {part!r}; its calls are numbered 0 to {count - 1}"


def is_plain(value: Any) -> bool:
    """Whether a value can leave the sandbox: arrays, numbers, text, and containers of those."""
    try:
        Packer(_MOST_BYTES).pack(value)
    except (UnsupportedValue, TooLarge):
        return False
    return True


def _earlier(number: int) -> str:
    if number == 0:
        return "the first call can be given no result"
    return f"name one of result(0) to result({number - 1})"


def _holds_results_only(judged: Any) -> bool:
    if isinstance(judged, Reference):
        return True
    if isinstance(judged, dict):
        judged = list(judged.values())
    return (
        isinstance(judged, (list, tuple)) and bool(judged) and all(map(_holds_results_only, judged))
    )
