"""What the kind, shape or dtype of an answer says when it is not the expected one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.feedback.hints.unsent_values import hint_for_unsent
from grader.feedback.hints.value_shapes import dtype_hint, order_hint, shape_hint
from grader.judging.judgment import Judgment
from grader.lab.sizes import input_arrays
from grader.messages import message
from grader.results.verdicts import Verdict

_NUMBERS = (int, float, np.generic)
_WITH_VALUE = (Verdict.passed, Verdict.changed_inputs)


def hint_for_value_kind(judgment: Judgment) -> str:
    """Why the answer has the wrong kind, shape or dtype; empty when it has not, or nobody knows."""
    got, expected = judgment.outcome.value, judgment.expected.value
    if judgment.outcome.unsent is not None:
        return hint_for_unsent(judgment.outcome.unsent, visible=judgment.visible)
    if judgment.expected.raised is not None or judgment.outcome.verdict not in _WITH_VALUE:
        return ""
    if judgment.verdict is Verdict.wrong_type:
        return _type_hint(got, expected, judgment.outcome.output)
    if judgment.verdict is Verdict.wrong_shape:
        return shape_hint(got, expected)
    if judgment.verdict is Verdict.wrong_dtype:
        return dtype_hint(got, expected, of_integers=_holds_integers(judgment))
    return ""


def _holds_integers(judgment: Judgment) -> bool:
    return any(array.dtype.kind in "iu" for array in input_arrays(judgment.case.inputs))


def _type_hint(got: Any, expected: Any, output: str) -> str:
    if got is None:
        return _none_hint(output)
    if isinstance(expected, str):
        return message("Return a text, one of those that the statement names.")
    if isinstance(got, str):
        return message("The function returns text: return the numbers themselves.")
    if isinstance(expected, Mapping):
        return _mapping_hint(got, expected, output)
    if isinstance(got, Mapping):
        return message("The function returns a dict: return what is asked for without names.")
    if isinstance(expected, (list, tuple)):
        return _sequence_hint(got, expected, output)
    if isinstance(got, (list, tuple)):
        return _list_hint(got, expected)
    return _number_hint(got, expected)


def _none_hint(output: str) -> str:
    if output.strip():
        return message(
            "The function returns None: what it prints is not what it returns. End it with return."
        )
    return message("The function returns None: is a return statement missing?")


def _mapping_hint(got: Any, expected: Mapping[Any, Any], output: str) -> str:
    if not isinstance(got, Mapping):
        return message("Return a dict, with the keys that the statement names.")
    if set(got) != set(expected):
        return message("The dict has other keys than the statement names.")
    return _first_hint([(got[key], expected[key]) for key in expected], output)


def _sequence_hint(got: Any, expected: Any, output: str) -> str:
    if isinstance(got, (list, tuple)):
        if hint := order_hint(got, expected):
            return hint
        return _first_hint(list(zip(got, expected, strict=False)), output)
    if isinstance(expected, list) and any(isinstance(part, tuple) for part in expected):
        return message("Return a list of tuples.")
    if isinstance(expected, list):
        return message("Return a list of arrays, one for each array that is given.")
    return message(
        "Return {count} values, with commas between them: return a, b.", count=len(expected)
    )


def _first_hint(pairs: list[tuple[Any, Any]], output: str) -> str:
    """The hint for the first part that has one."""
    parts = enumerate(pairs, start=1)
    hints = (_part_hint(got, right, n, output) for n, (got, right) in parts if _differ(got, right))
    return next(filter(None, hints), "")


def _part_hint(got: Any, expected: Any, place: int, output: str) -> str:
    if isinstance(expected, tuple) and isinstance(got, (*_NUMBERS, np.ndarray)):
        return _tuple_hint(got, expected, place)
    return _type_hint(got, expected, output)


def _tuple_hint(got: Any, expected: tuple[Any, ...], place: int) -> str:
    if np.ndim(got) == 1 and all(isinstance(value, _NUMBERS) for value in expected):
        return message(
            "Value {place} of the answer is an array: tuple(...) makes the tuple asked for.",
            place=place,
        )
    return message(
        "Value {place} of the answer is one value; it must be a tuple of {count}.",
        place=place,
        count=len(expected),
    )


def _differ(got: Any, expected: Any) -> bool:
    """Whether two parts are of kinds that are never the same answer."""
    numeric = (*_NUMBERS, np.ndarray)
    if isinstance(got, numeric) and isinstance(expected, numeric):
        return bool(_number_hint(got, expected)) and np.ndim(got) == np.ndim(expected) == 0
    return type(got) is not type(expected) or isinstance(got, (list, tuple, Mapping))


def _list_hint(got: Any, expected: Any) -> str:
    if isinstance(got, tuple) and len(got) == 1:
        return message(
            "The function returns a tuple of one value: remove the comma at the end of its return."
        )
    if isinstance(got, tuple):
        return message("Return one value; commas after return make a tuple of several.")
    if np.ndim(expected):
        return message("Return an array instead of a list; np.array makes one.")
    return message("Return one number instead of a list.")


def _number_hint(got: Any, expected: Any) -> str:
    kind, right = np.asarray(got).dtype.kind, np.asarray(expected).dtype.kind
    if kind == right:
        return ""
    if kind == "c":
        return message(
            "The function returns a complex number: is a root or a power of a negative number "
            "taken?"
        )
    if kind == "b":
        return message("True and False are not numbers here.")
    if right == "b":
        return message("Return True or False, as a comparison does.")
    if right in "iu" and kind == "f":
        return message("Return a whole number: int(...) makes one of a float.")
    if right == "f" and isinstance(got, int):  # of more bits than an integer of NumPy
        return message("Return a float: int(...) or // cuts the fraction off.")
    return ""
