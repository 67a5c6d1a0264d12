"""Entries that are not there: of arrays, lists and dictionaries."""

from __future__ import annotations

import ast
import re

from grader.feedback.hints.exceptions.context import Raised, Rule, said
from grader.messages import message


def out_of_bounds(raised: Raised) -> str:
    """``index 5 is out of bounds for axis 0 with size 2``."""
    found = re.match(r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)", raised.says)
    if found is None:
        return ""
    if not raised.visible:
        return message(
            "An index is larger than its axis is long: is the array too short, does a loop run "
            "over the wrong axis, or is an index not checked before it is used?"
        )
    if found[3] == "0":
        return message(
            "Index {index} is asked for on axis {axis}, which is empty.",
            index=found[1],
            axis=found[2],
        )
    return message(
        "Index {index} is asked for on axis {axis}, which has the entries 0 to {last}: is the "
        "array too short, does a loop run over the wrong axis, or is an index not checked before "
        "it is used?",
        index=found[1],
        axis=found[2],
        last=int(found[3]) - 1,
    )


def too_many_indices(raised: Raised) -> str:
    """``too many indices for array: array is 1-dimensional, but 2 were indexed``."""
    found = re.match(
        r"too many indices for array: array is (\d+)-dimensional, but (\d+) were", raised.says
    )
    if found is None:
        return ""
    if not raised.visible:
        return message("The array has fewer axes than the [ ] has indices: what is its shape?")
    if found[1] == "0":
        return message(
            "This is a single number without an axis, shape (): it has no entries to index. Was "
            "it reduced too early, or is a number a legal input here?"
        )
    if found[1] == "1":
        return message(
            "The array has one axis, and the [ ] has {indices} indices: what is its shape?",
            indices=found[2],
        )
    return message(
        "The array has {axes} axes, and the [ ] has {indices} indices: what is its shape?",
        axes=found[1],
        indices=found[2],
    )


def no_arguments(raised: Raised) -> str:
    """``sys.argv[1]``."""
    if "argv" not in raised.statement:
        return ""
    return message(
        "There is no command line here, so that sys.argv has nothing more: everything that a "
        "function needs comes as its arguments."
    )


def missing_key(raised: Raised) -> str:
    """``{"l1": f}[kind]`` with an unknown kind."""
    if "environ" in raised.statement:
        return message("There are no environment variables here: remove the line.")
    keys = [ast.unparse(n.slice) for n in raised.nodes if isinstance(n, ast.Subscript)]
    key = keys[0] if len(keys) == 1 and len(keys[0]) <= 40 else message("this key")
    if raised.visible and len(raised.says) <= 60:
        return message(
            "The dictionary has no entry {value}: test {key} before the lookup (if {key} not in "
            "...), or look it up with .get.",
            value=raised.says,
            key=key,
        )
    return message(
        "The dictionary has no such entry: test {key} before the lookup (if {key} not in ...), or "
        "look it up with .get.",
        key=key,
    )


_TABLE: tuple[Rule, ...] = (
    said(
        r"only integers, slices",
        message(
            "An index is a whole number, a slice or an array of whole numbers or bools: divide "
            "with //, or convert with .astype(int)."
        ),
    ),
    said(
        r"arrays used as indices must be of integer",
        message(
            "An array of floats cannot index: convert it with .astype(int), or is another array "
            "meant?"
        ),
    ),
    said(
        r"boolean index did not match",
        message("A mask needs the shape of the array that it selects from; this one differs."),
    ),
    said(
        r"shape mismatch: indexing arrays could not be broadcast",
        message(
            "The index arrays in one [ ] need the same length: x[{np}.arange(len(y)), y] takes one "
            "entry of each row."
        ),
    ),
    said(
        r"invalid index to scalar variable",
        message("This is one number already: there is an [ ] too many."),
    ),
    said(
        r"list assignment index out of range",
        message(
            "A list grows by append, not by an index: make an array of the right shape first, "
            "like {np}.zeros(n), or append."
        ),
    ),
    said(
        r"(?:list|tuple|string) index out of range|(?:pop|range object index)",
        message(
            "The index is larger than the sequence is long: the last index is len(x) - 1, and an "
            "empty one has none."
        ),
    ),
    said(
        r"Replacement index",
        message("A {{}} in the text has no value: format needs one for each."),
    ),
)


def _stop_iteration(raised: Raised) -> str:
    return message(
        "next(...) found nothing more: give it a default, next(x, None), or loop with for."
    )


RULES: dict[str, tuple[Rule, ...]] = {
    "IndexError": (no_arguments, out_of_bounds, too_many_indices, *_TABLE),
    "KeyError": (missing_key,),
    "StopIteration": (_stop_iteration,),
}
