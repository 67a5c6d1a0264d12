"""Arrays whose shapes do not fit, and arrays where one truth value is needed: ValueError."""

from __future__ import annotations

import ast
import re

from grader.feedback.hints.exceptions.context import Raised, Rule, calls_of, name_of, said
from grader.messages import message

_ENTRYWISE = {"max": "maximum", "min": "minimum"}


def truth_of_array(raised: Raised) -> str:
    """``if v > t``, ``max(v, 0)``, ``a < v < b``, ``v > 0 and v < 1``."""
    if not raised.says.startswith("The truth value of an "):
        return ""
    if "empty array" in raised.says:
        return message("An empty array is neither true nor false: ask for its size, x.size == 0.")
    for call in calls_of(raised, "max", "min"):
        if isinstance(call.func, ast.Name) and len(call.args) > 1:
            name = call.func.id
            return message(
                "Python's {name} compares whole arrays; the larger or smaller of two entries, "
                "place by place, is {np}.{entrywise}(a, b).",
                name=name,
                np=raised.np,
                entrywise=_ENTRYWISE[name],
            )
    for call in calls_of(raised, "max", "min", "any", "all", "sorted", "sum"):
        if isinstance(call.func, ast.Name):
            name = "sort" if call.func.id == "sorted" else call.func.id
            return message(
                "Python's {own} goes through the rows of the array: use {np}.{name}.",
                own=call.func.id,
                np=raised.np,
                name=name,
            )
    if any(isinstance(node, ast.BoolOp | ast.Not) for node in raised.nodes):
        return message(
            "and, or and not need one truth value, and this is an array: use &, | and ~, with each "
            "comparison in brackets."
        )
    if any(isinstance(node, ast.Compare) and len(node.ops) > 1 for node in raised.nodes):
        return message(
            "a < x < b needs one truth value, and this is an array: write (a < x) & (x < b)."
        )
    member = any(
        isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn)
        for node in raised.nodes
    )
    if member:
        return message(
            "in compares with each element, and one of them is an array: use {np}.isin, or compare "
            "with is.",
            np=raised.np,
        )
    return message(
        "A condition needs one truth value, and this is an array with one for each entry: choose "
        "entry by entry with {np}.where(condition, a, b), or reduce it with {np}.any or {np}.all.",
        np=raised.np,
    )


def broadcast(raised: Raised) -> str:
    """``operands could not be broadcast together with shapes (2,3) (4,3)``."""
    if not re.match(r"operands could not be broadcast|shape mismatch: objects", raised.says):
        return ""
    found = re.findall(r"\([\d,]*\)", raised.says.partition("[original->remapped]")[0])
    if raised.visible and len(found) >= 2:
        text = message(
            "Arrays of shapes {first} and {second} do not fit: from the last axis on, lengths have "
            "to be equal or 1.",
            first=_spaced(found[0]),
            second=_spaced(found[1]),
        )
        return _with_keepdims(text, found[0], found[1])
    return message(
        "The shapes of two arrays do not fit: from the last axis on, lengths have to be equal or 1."
    )


def _with_keepdims(text: str, first: str, second: str) -> str:
    """With the usual cause: an axis that a reduction has taken away."""
    lengths = [[int(n) for n in re.findall(r"\d+", shape)] for shape in (first, second)]
    long, short = sorted(lengths, key=len, reverse=True)
    if len(long) == len(short) + 1 and short == long[:-1]:
        return message(
            "{text} After a reduction over the last axis, keepdims=True or x[:, None] keeps its "
            "place.",
            text=text,
        )
    return text


def product(raised: Raised) -> str:
    """Matrix products of shapes that do not fit."""
    found = re.match(r"shapes (\([\d,]*\)) and (\([\d,]*\)) not aligned", raised.says)
    if found is not None and raised.visible:
        return message(
            "A product of shapes {first} and {second} does not exist: the last axis of the first "
            "has to be as long as the last but one of the second. Is a .T missing?",
            first=_spaced(found[1]),
            second=_spaced(found[2]),
        )
    sizes = re.search(r"\(size (\d+) is different from (\d+)\)", raised.says)
    if sizes is not None and raised.visible:
        return message(
            "The matrix product needs two equal lengths, and they are {first} and {second}: the "
            "last axis of the first array, the last but one of the second. Is a .T missing?",
            first=sizes[2],
            second=sizes[1],
        )
    if found is not None or sizes is not None:
        return message(
            "The shapes do not fit for a matrix product: the last axis of the first array has to "
            "be as long as the last but one of the second. Is a .T missing?"
        )
    if "does not have enough dimensions" in raised.says:
        return message("@ multiplies arrays with axes, and one side is a single number: use *.")
    return ""


def _spaced(shape: str) -> str:
    """``(2, 3)`` for ``(2,3)``, and ``(2,)`` as it is."""
    return re.sub(r",(?=\d)", ", ", shape)


def axis(raised: Raised) -> str:
    """``axis 1 is out of bounds for array of dimension 1``."""
    found = re.search(r"axis (-?\d+) is out of bounds for array of dimension (\d+)", raised.says)
    if found is None:
        return ""
    if raised.visible and found[2] in "01":
        return message(
            "There is no axis {axis} in an array with {count} (they are counted from 0): axis=-1 "
            "is the last one, axis=None means all.",
            axis=found[1],
            count=message("one axis") if found[2] == "1" else message("no axis, a single number"),
        )
    if raised.visible:
        return message(
            "There is no axis {axis} in an array with {count} axes (they are counted from 0): "
            "axis=-1 is the last one.",
            axis=found[1],
            count=found[2],
        )
    return message(
        "The array has fewer axes than this asks for (they are counted from 0): axis=-1 is the "
        "last one."
    )


def own_conversion(raised: Raised) -> str:
    """``np.array(x, copy=False)``, which refuses a copy in NumPy 2."""
    if not raised.says.startswith("Unable to avoid copy"):
        return ""
    return message(
        "Since NumPy 2, copy=False refuses what needs a copy: use {np}.asarray, which copies only "
        "where it has to.",
        np=raised.np,
    )


def reshape(raised: Raised) -> str:
    """``cannot reshape array of size 6 into shape (4,2)``."""
    found = re.match(r"cannot reshape array of size (\d+) into shape (\(.*\))", raised.says)
    if found is None:
        return ""
    if raised.visible:
        return message(
            "An array of {size} entries cannot take the shape {shape}: the product of its lengths "
            "has to be {size}.",
            size=found[1],
            shape=_spaced(found[2]),
        )
    return message("reshape keeps the number of entries; this shape has another.")


def unpacking(raised: Raised) -> str:
    """``n, c = v.shape`` of an array with one axis."""
    found = re.match(r"(not enough|too many) values to unpack \(expected (\d+)", raised.says)
    if found is None:
        return ""
    shapes = [n for n in raised.nodes if isinstance(n, ast.Attribute) and n.attr == "shape"]
    if shapes:
        return message(
            "{array} does not have {count} axes here, so that its shape does not fit the names on "
            "the left: x.shape[0] and x.shape[-1] are there for any number of axes.",
            array=ast.unparse(shapes[0].value),
            count=found[2],
        )
    if found[1] == "not enough":
        return message("There are more names on the left than there are values on the right.")
    return message("There are more values on the right than there are names on the left.")


def emptiness(raised: Raised) -> str:
    """``max`` of an empty array."""
    if not re.match(
        r"zero-size array to reduction|\w+\(\) (?:arg|iterable argument) is (?:an )?empty|"
        r"attempt to get arg\w+ of an empty",
        raised.says,
    ):
        return ""
    name = next((name_of(c.func) for c in calls_of(raised, "max", "min", "amax", "amin")), "")
    return message(
        "An empty array has no {name}: treat it apart (x.size == 0), or give the reduction an "
        "initial value.",
        name=name or message("largest or smallest entry"),
    )


_TABLE: tuple[Rule, ...] = (
    said(
        r"setting an array element with a sequence.*inhomogeneous",
        message(
            "The parts have different lengths, so that they make no array: keep them in a list and "
            "work on one after the other."
        ),
    ),
    said(
        r"setting an array element with a sequence",
        message(
            "An array is assigned to a single entry: assign to a slice or a row of the same "
            "length, or reduce it to one number."
        ),
    ),
    said(
        r"could not broadcast input array from shape (?P<a>\([\d,]*\)) into shape "
        r"(?P<b>\([\d,]*\))",
        message("An array of shape {a} does not fit into a place of shape {b}."),
        message("The array does not have the shape of the place that it is stored in."),
    ),
    said(
        r"non-broadcastable output operand with shape (?P<b>\([\d,]*\)) doesn't match the "
        r"broadcast shape (?P<a>\([\d,]*\))",
        message(
            "What is added in place has the shape {a}, and the array on the left {b}, which cannot "
            "grow: is a sum over all entries missing?"
        ),
        message("What is added in place is larger than the array on the left: is a sum missing?"),
    ),
    said(
        r"shape mismatch: value array of shape (?P<a>\([\d,]*\)) could not be broadcast to "
        r"indexing result of shape (?P<b>\([\d,]*\))",
        message("An array of shape {a} does not fit into a place of shape {b}."),
        message("The array does not have the shape of the place that it is stored in."),
    ),
    said(
        r"(?:assignment|output array|sort array|array|assignment destination).*is read-only",
        message(
            "This array belongs to the caller and is read-only, and so is a view of it: compute "
            "into a new array, or work on x.copy()."
        ),
    ),
    said(
        r"cannot set WRITEABLE flag",
        message("The inputs stay read-only: work on x.copy()."),
    ),
    said(
        r"all the input array",
        message(
            "Arrays that are joined need equal lengths on every other axis: check their shapes."
        ),
    ),
    said(
        r"all input arrays must have the same shape|shape-mismatch for sum",
        message("All arrays need the same shape here: check their shapes."),
    ),
    said(
        r"zero-dimensional arrays cannot be concatenated",
        message("Single numbers cannot be joined: make arrays of one entry first, [x]."),
    ),
    said(
        r"either both or neither of x and y",
        message("{np}.where takes a condition alone, or with both values: where(c, a, b)."),
    ),
    said(
        r"axes don't match array",
        message("transpose needs each axis of the array once: check how many it has."),
    ),
    said(
        r"cannot select an axis to squeeze",
        message("squeeze takes away axes of length 1 only, and this one is longer."),
    ),
    said(
        r"einstein sum|operand has (?:more|fewer) dimensions|einsum",
        message(
            "The letters of einsum do not fit the axes of its arrays: one letter for each axis."
        ),
    ),
    said(
        r"`indices` and `arr` must have the same number of dimensions",
        message(
            "take_along_axis needs indices with as many axes as the array: y[:, None], and "
            "afterwards [:, 0]."
        ),
    ),
    said(
        r"'\w+' argument must have no negative|negative dimensions are not allowed",
        message("A negative number is used where a count is needed."),
    ),
    said(
        r"(?:invalid literal for int|could not convert string to float|complex\(\) arg)",
        message("Text that is no number is converted to one: are two arguments exchanged?"),
    ),
    said(
        r"cannot convert float NaN to integer|cannot convert float infinity",
        message("NaN and infinity have no whole number: treat them before the conversion."),
    ),
    said(
        r"math domain error",
        message(
            "A function of math is called outside its domain, like log of 0 or sqrt of a negative "
            "number."
        ),
    ),
    said(
        r"array split does not result in an equal division",
        message("{np}.split needs parts of equal length; {np}.array_split does not."),
    ),
)

RULES: dict[str, tuple[Rule, ...]] = {
    "ValueError": (
        truth_of_array,
        broadcast,
        product,
        reshape,
        emptiness,
        unpacking,
        own_conversion,
        axis,
        *_TABLE,
    ),
    "AxisError": (axis,),
}
