"""Values that a submission returned and that cannot leave the sandbox: what they are."""

from __future__ import annotations

from dataclasses import dataclass

from grader.messages import Message, message


@dataclass(frozen=True)
class UnsentValue:
    """A value that has no plain form, as the guest names it; all three texts may be lies.

    Args:
        kind: its type (``generator``, ``numpy.matrix``), or a description that begins with "a".
        like: the plain kind that its class is derived from (``ndarray``, ``float``), if any.
        inside: the kind of container that was returned and holds it (``list``), if any.
    """

    kind: str
    like: str = ""
    inside: str = ""

    @property
    def name(self) -> str:
        """The type without its module: ``MaskedArray``."""
        return self.kind.rpartition(".")[2]


def describe_unsent(value: UnsentValue) -> Message:
    """What came back: ``a generator``, ``a list that holds a set``."""
    what = _DESCRIBED.get(value.name) or _described(value)
    if value.inside and not value.kind.startswith("a structure"):
        return message("a {type} that holds {value}", type=value.inside, value=what)
    return what


def describe_hidden(value: UnsentValue) -> Message:
    """As `describe_unsent`, of a hidden case: in known words alone, since a type that the
    submission made can be named after an input."""
    what = _DESCRIBED.get(value.name) or _ANOTHER
    if value.inside in ("list", "tuple", "dict"):
        return message("a {type} that holds {value}", type=value.inside, value=what)
    return what


def _described(value: UnsentValue) -> Message:
    if value.kind.startswith("a "):
        return message("{value}", value=value.kind)
    if value.kind.startswith("an array of dtype "):
        dtype = value.kind.removeprefix("an array of dtype ")
        return message("an array of dtype {dtype}", dtype=dtype)
    return message("a value of type {type}", type=value.kind.rpartition("<locals>.")[2])


_ANOTHER = message("a value of another kind")
_FUNCTION = message("a function")
_DESCRIBED = {
    "generator": message("a generator"),
    "async_generator": message("an asynchronous generator"),
    "coroutine": message("a coroutine"),
    "map": message("a map object"),
    "zip": message("a zip object"),
    "filter": message("a filter object"),
    "range": message("a range"),
    "enumerate": message("an enumerate object"),
    "reversed": message("a reversed object"),
    "set": message("a set"),
    "frozenset": message("a frozenset"),
    "bytes": message("bytes"),
    "bytearray": message("a bytearray"),
    "function": _FUNCTION,
    "builtin_function_or_method": _FUNCTION,
    "method": message("a method"),
    "method-wrapper": message("a method"),
    "ufunc": message("a NumPy function"),
    "_ArrayFunctionDispatcher": message("a NumPy function"),
    "partial": _FUNCTION,
    "type": message("a class"),
    "module": message("a module"),
    "ellipsis": message("Ellipsis (...)"),
    "NotImplementedType": message("NotImplemented"),
    "matrix": message("an np.matrix"),
    "MaskedArray": message("a masked array"),
    "recarray": message("a record array"),
    "Fraction": message("a Fraction"),
    "Decimal": message("a Decimal"),
}
