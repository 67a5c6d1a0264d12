"""What of a program decides the answers of each of its functions.

The mistakes of a lab are mostly right: one function is wrong, and the others are those of another
file. What has passed a case once passes it again, so that it is not run again.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

_REACHING = frozenset(
    {"__dict__", "__import__", "eval", "exec", "globals", "locals", "modules", "seed", "setattr"}
    | {"set_state", "seterr", "seterrcall", "setrecursionlimit", "vars"}
)
"""Names with which a function can change what others do."""
_CONSTANT = (
    *(ast.Constant, ast.Tuple, ast.UnaryOp, ast.BinOp, ast.Attribute, ast.Name),
    *(ast.operator, ast.unaryop, ast.expr_context),
)
_STORED = (ast.Attribute, ast.Subscript, ast.Starred)


def code_keys(source: str | bytes, functions: Collection[str]) -> dict[str, str]:
    """For each function what decides its answers: in programs with the same text they are the same.

    It is the function with all that it names, its own file's imports and constants included. Of a
    file whose functions can change what others do, by state that is kept between calls or in some
    other way, it is the whole file.

    Args:
        source: the program; Python must be able to read it.
        functions: their names.
    """
    body = ast.parse(source).body
    if ast.get_docstring(ast.Module(body, [])) is not None:
        body = body[1:]
    defined = {node.name: node for node in body if isinstance(node, ast.FunctionDef)}
    whole = ast.dump(ast.Module(body, []))
    outside = [node for node in body if not isinstance(node, ast.FunctionDef)]
    shared = {*defined, *_imported(body)}
    if (
        not defined.keys() >= set(functions)
        or len(defined) + len(outside) < len(body)  # a function is defined twice
        or not all(_keeps_nothing(node, defined) for node in body)
        or any(_reaches_out(node, shared) for node in body)
    ):
        return dict.fromkeys(functions, whole)
    first = list(map(ast.dump, outside))
    return {
        name: "\n".join([*first, *(ast.dump(defined[each]) for each in _named(name, defined))])
        for name in functions
    }


def _named(name: str, defined: dict[str, ast.FunctionDef]) -> list[str]:
    """The function and those that it names, and those that they name, in alphabetical order."""
    found, left = {name}, [name]
    while left:
        names = {node.id for node in ast.walk(defined[left.pop()]) if isinstance(node, ast.Name)}
        new = (names & defined.keys()) - found
        found |= new
        left += new
    return sorted(found)


def _keeps_nothing(node: ast.stmt, defined: Collection[str]) -> bool:
    """Whether what a file does at its top leaves nothing that can change from call to call."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return True
    if isinstance(node, ast.Assign):
        return all(_is_constant(each, defined) for each in (*node.targets, node.value))
    if not isinstance(node, ast.FunctionDef) or node.decorator_list:
        return False
    defaults = [*node.args.defaults, *filter(None, node.args.kw_defaults)]
    return all(_is_constant(each, defined) for each in defaults)


def _is_constant(node: ast.expr, defined: Collection[str]) -> bool:
    """Whether numbers, texts and names, those of functions aside, are all that it holds."""
    return all(
        isinstance(part, _CONSTANT) and not (isinstance(part, ast.Name) and part.id in defined)
        for part in ast.walk(node)
    )


def _imported(body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)


def _reaches_out(node: ast.stmt, shared: Collection[str]) -> bool:
    """Whether a function changes names outside of it, or what belongs to them."""
    for part in ast.walk(node):
        if isinstance(part, ast.Global):
            return True
        if isinstance(part, ast.Name) and part.id in _REACHING:
            return True
        if isinstance(part, ast.Attribute) and part.attr in _REACHING:
            return True
        if not isinstance(part, _STORED) or not isinstance(part.ctx, ast.Store):
            continue
        if isinstance(root := _root(part), ast.Name) and root.id in shared:
            return True
    return False


def _root(node: ast.expr) -> ast.expr:
    """What an attribute or an entry is taken of, innermost."""
    while isinstance(node, _STORED):
        node = node.value
    return node
