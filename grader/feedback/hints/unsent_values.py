"""What to do where a function returns what cannot be sent back and compared."""

from __future__ import annotations

from grader.messages import Message, joined, message
from grader.values.unsent import UnsentValue, describe_hidden, describe_unsent

_LAZY = message(
    "It gives its values one by one when it is asked for them: make an array of it with "
    "np.array(list(...))."
)
_DICT = message("dict(...) makes a plain dict of it.")
_BYTES = message("Bytes are no numbers: return an array.")
_FUNCTION = message(
    "The function itself is returned and not its result: call it, with brackets and arguments."
)
_EXACT = message("Numbers of the standard library's own kinds are not compared: use float(...).")
_TO_WRITE = message("It is a placeholder for code that is still to be written.")
_NO_ORDER = message(
    "A set has no order and holds each value once: return an array, as from np.unique or sorted."
)

_REMEDIES: dict[str, Message] = {
    "generator": message(
        "yield makes one, and so does a comprehension in round brackets: collect the values and "
        "return an array of them."
    ),
    "async_generator": message("Write def instead of async def, and return instead of yield."),
    "coroutine": message("async def makes one when it is called: write def, without await."),
    **dict.fromkeys(("map", "zip", "filter", "enumerate", "reversed"), _LAZY),
    **dict.fromkeys(("dict_keys", "dict_values", "dict_items"), _LAZY),
    **dict.fromkeys(("list_iterator", "tuple_iterator", "set_iterator", "chain", "islice"), _LAZY),
    **dict.fromkeys(("flatiter", "nditer", "ndenumerate", "accumulate", "starmap"), _LAZY),
    "range": message("np.arange makes an array of the same numbers."),
    **dict.fromkeys(("set", "frozenset"), _NO_ORDER),
    **dict.fromkeys(("bytes", "bytearray", "memoryview"), _BYTES),
    **dict.fromkeys(("function", "builtin_function_or_method", "method"), _FUNCTION),
    **dict.fromkeys(("ufunc", "_ArrayFunctionDispatcher", "method-wrapper", "partial"), _FUNCTION),
    "type": message("A class is returned and not a value of it: call it, with brackets."),
    "module": message("A module is returned: was one of its functions meant?"),
    **dict.fromkeys(("ellipsis", "NotImplementedType"), _TO_WRITE),
    "matrix": message(
        "np.matrix is no plain array, and * means another product there: work with np.array, or "
        "convert with np.asarray."
    ),
    "MaskedArray": message("Return a plain array: np.ma.filled(x, value) makes one."),
    "recarray": message("Return a plain array of numbers, without names for its columns."),
    **dict.fromkeys(("Fraction", "Decimal"), _EXACT),
    "deque": message("list(...) makes a plain list of it."),
    **dict.fromkeys(("OrderedDict", "defaultdict", "Counter", "mappingproxy"), _DICT),
    "array": message("The standard library's array is another kind: use np.array(...)."),
}
_PLAIN = {
    "ndarray": message("It is a kind of array: np.asarray(...) makes a plain one."),
    "list": message("It is a kind of list: list(...) makes a plain one."),
    "tuple": message("It is a kind of tuple: tuple(...) makes a plain one."),
    "dict": _DICT,
    "str": message("It is a kind of text: str(...) makes a plain one."),
    "int": message("It is a kind of int: int(...) makes a plain one."),
    "float": message("It is a kind of float: float(...) makes a plain one."),
    "complex": message("It is a kind of complex number: complex(...) makes a plain one."),
}
_OBJECTS = message(
    "An array of dtype object holds Python objects: it comes of rows of different lengths, of "
    "None, or of dtype=object. Make an array of numbers, as with dtype=float."
)
_TEXTS = message("The array holds text: convert it with .astype(float).")
_FIELDS = message("Return a plain array of numbers, without names for its columns.")
_TIMES = message("Return numbers: differences of times can be divided by np.timedelta64(1, 's').")
_MANY = message("A list, tuple or dict is sent back only if it is short: return an array.")
_DEEP = message("Lists are nested too deeply, or a list holds itself: return an array.")
_OWN = message("Return numbers in arrays, or lists, tuples and dicts of those.")


def hint_for_unsent(value: UnsentValue, *, visible: bool = True) -> str:
    """What was returned, and what to return instead.

    Args:
        value: what came back.
        visible: whether the name of its type may be shown.
    """
    described = describe_unsent(value) if visible else describe_hidden(value)
    what = message("The function returns {value}.", value=described)
    return joined(what, _remedy(value))


def _remedy(value: UnsentValue) -> Message:
    if value.kind.startswith("a structure of more"):
        return _MANY
    if value.kind.startswith("a structure"):
        return _DEEP
    if value.kind.startswith("an array of dtype "):
        return _remedy_for_dtype(value.kind.removeprefix("an array of dtype "))
    return _REMEDIES.get(value.name) or _PLAIN.get(value.like) or _OWN


def _remedy_for_dtype(dtype: str) -> Message:
    if dtype == "object":
        return _OBJECTS
    if dtype.startswith(("<U", ">U", "|S", "S", "StringDType")):
        return _TEXTS
    if dtype.startswith("["):
        return _FIELDS
    return _TIMES if dtype.startswith(("datetime64", "timedelta64", "<M8", "<m8")) else _OWN
