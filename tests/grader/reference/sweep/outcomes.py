"""What a call comes to: its values, or a refusal that a person can read."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from grader import reference as ref

REFERENCE = str(Path(ref.__file__).parent)
OPAQUE = (ref.NormCache, ref.Cache)
"""What only goes into the backward pass; it is kept in the dtype that was computed in."""

Leaf = tuple[str, Any]


@dataclass(frozen=True)
class Outcome:
    """Values by their place in the answer, or the type and the words of a refusal."""

    leaves: tuple[Leaf, ...] = ()
    refused: type[BaseException] | None = None
    words: str = ""
    fault: str = ""


def run(call: Callable[..., Any], arguments: dict[str, Any]) -> Outcome:
    """Call it, with NumPy told to raise whatever it can."""
    try:
        with np.errstate(all="raise"):
            return Outcome(tuple(leaves(call(**arguments))))
    except (ValueError, TypeError) as error:
        words = str(error)
        return Outcome(refused=type(error), words=words, fault=_fault_of_refusal(error, words))
    except Exception as error:
        return Outcome(refused=type(error), words=str(error), fault=_named(error))


def _named(error: BaseException) -> str:
    return f"raises {type(error).__name__}: {str(error)[:90]}"


def _fault_of_refusal(error: BaseException, words: str) -> str:
    """What is wrong with a refusal: not raised by the reference itself, or no sentence."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    if last is None or not last.tb_frame.f_code.co_filename.startswith(REFERENCE):
        return _named(error)
    kinds = (ValueError, TypeError, np.exceptions.AxisError)
    if type(error) not in kinds or " " not in words or words[-1:] not in ".?":
        return _named(error)
    return ""


def leaves(value: Any, place: str = "") -> Iterator[Leaf]:
    """The arrays, numbers and words in an answer, whatever it is wrapped in."""
    if isinstance(value, OPAQUE) or value is None:
        return
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, tuple) and hasattr(value, "_fields"):
        parts = zip(value._fields, value, strict=True)
    elif isinstance(value, (tuple, list)):
        parts = enumerate(value)
    elif dataclasses.is_dataclass(value):
        parts = ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
    else:
        yield place, value
        return
    for key, part in parts:
        yield from leaves(part, f"{place}.{key}" if place else str(key))


def is_float(value: Any) -> bool:
    return isinstance(value, float) or (hasattr(value, "dtype") and value.dtype.kind == "f")
