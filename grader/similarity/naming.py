"""What names of NumPy and of Python mean, however a file imports and spells them."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Mapping

BUILTINS = frozenset(name for name in dir(builtins) if not name.startswith("_"))
MODULES = {"numpy": "", "math": "", "numpy.linalg": "linalg.", "scipy": "scipy."}
"""Modules whose functions are known by what they do: `math.exp` and `np.exp` are alike."""
OPERATORS = {
    **{"add": "+", "subtract": "-", "multiply": "*", "divide": "/", "true_divide": "/"},
    **{"matmul": "@", "dot": "@", "power": "**", "floor_divide": "//", "mod": "%"},
    **{"remainder": "%", "negative": "neg", "logical_not": "not", "invert": "~"},
    **{"logical_and": "&", "logical_or": "|", "bitwise_and": "&", "bitwise_or": "|"},
    **{"equal": "==", "not_equal": "!=", "less": "<", "less_equal": "<="},
}
SAME = {
    **{"amax": "max", "amin": "min", "absolute": "abs", "fabs": "abs", "fsum": "sum"},
    **{"asarray": "array", "asanyarray": "array", "ascontiguousarray": "array"},
    **{"concatenate": "stack", "vstack": "stack", "hstack": "stack", "row_stack": "stack"},
    **{"zeros_like": "zeros", "empty_like": "zeros", "empty": "zeros", "ones_like": "ones"},
    **{"transpose": "T", "pow": "**", "float64": "float", "float_": "float", "int64": "int"},
    **{"clip": "clip", "minimum": "minimum", "maximum": "maximum", "newaxis": "None"},
}
REDUCTIONS = frozenset("sum max min mean prod any all argmax argmin std var cumsum".split())
"""Whose second argument is an axis, by position or by name."""
COMMUTATIVE = frozenset("+ * & | ^ == != and or minimum maximum".split())
ASSOCIATIVE = frozenset("+ * & | and or".split())


def imported_names(tree: ast.AST) -> dict[str, str]:
    """By name in the file, the dotted name of what it imports."""
    names = {"np": "numpy", "numpy": "numpy", "math": "math"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name if alias.asname else alias.name.split(".")[0]
                names[alias.asname or top] = top
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def known_name(node: ast.expr, names: Mapping[str, str]) -> str:
    """What an expression names in a module, such as ``exp`` or ``linalg.norm``; else empty."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in names:
        return ""
    dotted = ".".join([names[node.id], *reversed(parts)])
    for module in sorted(MODULES, key=len, reverse=True):
        if dotted.startswith(f"{module}."):
            name = MODULES[module] + dotted[len(module) + 1 :]
            return SAME.get(name, name)
    return dotted
