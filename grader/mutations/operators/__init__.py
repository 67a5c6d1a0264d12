"""The table's rows, one module for each kind of code."""

from grader.mutations.operator import Operator
from grader.mutations.operators import (
    arguments,
    arithmetic,
    arrays,
    comparisons,
    functions,
    numbers,
    places,
    stability,
    statements,
)

OPERATORS: tuple[Operator, ...] = (
    *arithmetic.OPERATORS,
    *comparisons.OPERATORS,
    *numbers.OPERATORS,
    *functions.OPERATORS,
    *arguments.OPERATORS,
    *arrays.OPERATORS,
    *places.OPERATORS,
    *stability.OPERATORS,
    *statements.OPERATORS,
)
"""Every row, in the order in which a node's changes are made."""

__all__ = ["OPERATORS"]
