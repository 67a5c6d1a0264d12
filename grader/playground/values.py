"""Reads the values of a state's keys: words, numbers in an interval, layers."""

from __future__ import annotations

from collections.abc import Callable

from grader.messages import Message, message

MOST_LAYERS, MOST_UNITS = 6, 8
ACTIVATIONS = (
    "relu",
    "tanh",
    "sigmoid",
    "linear",
    *("relu6", "leaky", "elu", "selu", "softplus", "gelu", "swish", "gelu_tanh"),
    *("mish", "softsign"),
)
"""Names of `grader.reference.activation`, those of the TensorFlow Playground first."""


class StateError(ValueError):
    """A state that cannot be trained; ``message`` says why and what to do."""

    def __init__(self, text: Message) -> None:
        super().__init__(text)
        self.message = text


def word(known: tuple[str, ...]) -> Callable[[str, str], str]:
    """Reads one of some words, in upper or lower case."""

    def read(key: str, value: str) -> str:
        by_lower = {word.lower(): word for word in known}
        if value.lower() not in by_lower:
            raise StateError(
                message(
                    '{key} is "{value}"; it can be {known}.',
                    key=key,
                    value=value[:60],
                    known=", ".join(known),
                )
            )
        return by_lower[value.lower()]

    return read


def number(
    low: float, high: float, *, open_low: bool = False, open_high: bool = False
) -> Callable[[str, str], float]:
    """Reads a number in an interval."""

    def read(key: str, value: str) -> float:
        try:
            found = float(value)
        except ValueError:
            found = float("nan")
        inside = (low < found if open_low else low <= found) and (
            found < high if open_high else found <= high
        )
        if not inside:
            interval = f"{'(' if open_low else '['}{low:g}, {high:g}{')' if open_high else ']'}"
            raise StateError(
                message(
                    '{key} is "{value}"; it has to be a number in {interval}.',
                    key=key,
                    value=value[:60],
                    interval=interval,
                )
            )
        return found

    return read


def whole(low: int, high: int) -> Callable[[str, str], int]:
    """Reads a whole number in an interval."""

    def read(key: str, value: str) -> int:
        if not (value.isascii() and value.isdecimal() and low <= int(value[:9]) <= high):
            raise StateError(
                message(
                    '{key} is "{value}"; it has to be a whole number from {low} to {high}.',
                    key=key,
                    value=value[:60],
                    low=low,
                    high=high,
                )
            )
        return int(value)

    return read


def flag(key: str, value: str) -> bool:
    """Whether the value is ``true``. Raises: StateError: it is neither that nor ``false``."""
    return word(("true", "false"))(key, value) == "true"


def shape(key: str, value: str) -> tuple[int, ...]:
    """Units of each hidden layer. Raises: StateError: too many, or not whole numbers."""
    sizes = value.split(",")
    if len(sizes) > MOST_LAYERS:
        raise StateError(
            message(
                "networkShape has {count} hidden layers; at most {most} are trained.",
                count=len(sizes),
                most=MOST_LAYERS,
            )
        )
    wrong = next((size for size in sizes if not _is_size(size.strip())), None)
    if wrong is not None:
        raise StateError(
            message(
                'networkShape is "{value}"; write the units of each hidden layer, 1 to {most}, '
                "with commas between them, such as 4,2.",
                value=value[:60],
                most=MOST_UNITS,
            )
        )
    return tuple(int(size) for size in sizes)


def _is_size(text: str) -> bool:
    return text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= MOST_UNITS


def activations(key: str, value: str) -> tuple[str, ...]:
    """The activation of each hidden layer. Raises: StateError: one is not known."""
    return tuple(word(ACTIVATIONS)(key, name.strip()) for name in value.split(","))
