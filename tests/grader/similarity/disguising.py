"""Copies of a program as students disguise them, made from its syntax tree."""

from __future__ import annotations

import ast
import random
from collections.abc import Callable


def disguised(source: str, seed: str, keep: frozenset[str]) -> str:
    """Renamed, reordered, split, with dead code, other comments and another layout.

    Args:
        source: a program.
        seed: decides everything.
        keep: functions that the lab asks for, which are not renamed.
    """
    rng = random.Random(seed)
    tree = ast.parse(source)
    steps: list[Callable[[ast.Module, random.Random], None]] = [
        _spell_out,
        _name_values,
        _split_functions,
        _add_dead_code,
        _reorder_functions,
    ]
    for step in steps:
        step(tree, rng)
        ast.fix_missing_locations(tree)
    _rename(tree, keep, rng)
    lines = ast.unparse(ast.fix_missing_locations(tree)).split("\n")
    return "\n".join(_commented(lines, rng)) + "\n"


def _functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


class _SpellOut(ast.NodeTransformer):
    """``x += y`` of a name as ``x = x + y``."""

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        if not isinstance(node.target, ast.Name):
            return node
        read = ast.Name(node.target.id, ast.Load())
        return ast.Assign([node.target], ast.BinOp(read, node.op, node.value))


def _spell_out(tree: ast.Module, rng: random.Random) -> None:
    _SpellOut().visit(tree)


def _name_values(tree: ast.Module, rng: random.Random) -> None:
    """Some of what is returned gets a name first."""
    for function in _functions(tree):
        last = function.body[-1]
        if isinstance(last, ast.Return) and last.value is not None and rng.random() < 0.7:
            name = ast.Name("answer_of_it", ast.Store())
            function.body[-1:] = [
                ast.Assign([name], last.value),
                ast.Return(ast.Name("answer_of_it", ast.Load())),
            ]


def _split_functions(tree: ast.Module, rng: random.Random) -> None:
    """The longest expression of a function becomes a function."""
    for number, function in enumerate(_functions(tree)):
        candidates = [
            node
            for node in function.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp | ast.Call)
        ]
        if not candidates:
            continue
        chosen = max(candidates, key=lambda node: len(ast.unparse(node.value)))
        local = _locals(function)
        used = sorted(
            {
                node.id
                for node in ast.walk(chosen.value)
                if isinstance(node, ast.Name) and node.id in local
            }
        )
        if any(isinstance(node, ast.comprehension) for node in ast.walk(chosen.value)):
            continue
        name = f"part_{number}"
        arguments = ast.arguments([], [ast.arg(each) for each in used], None, [], [], None, [])
        part = ast.FunctionDef(name, arguments, [ast.Return(chosen.value)], [])
        chosen.value = ast.Call(
            ast.Name(name, ast.Load()), [ast.Name(each, ast.Load()) for each in used], []
        )
        tree.body.append(part)


def _locals(function: ast.FunctionDef) -> set[str]:
    stored = {
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return stored | {each.arg for each in ast.walk(function.args) if isinstance(each, ast.arg)}


def _add_dead_code(tree: ast.Module, rng: random.Random) -> None:
    for function in _functions(tree):
        for text in ("unused_total = 0", "if False:\n    print('never')", "spare = [1, 2, 3]"):
            place = rng.randrange(len(function.body))
            function.body[place:place] = ast.parse(text).body


def _reorder_functions(tree: ast.Module, rng: random.Random) -> None:
    functions = _functions(tree)
    rest = [node for node in tree.body if node not in functions]
    rng.shuffle(functions)
    tree.body = [*rest, *functions]


class _Names(ast.NodeTransformer):
    def __init__(self, new: dict[str, str]) -> None:
        self.new = new

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.copy_location(ast.Name(self.new.get(node.id, node.id), node.ctx), node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return ast.copy_location(ast.arg(self.new.get(node.arg, node.arg)), node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name = self.new.get(node.name, node.name)
        self.generic_visit(node)
        return node


def _rename(tree: ast.Module, keep: frozenset[str], rng: random.Random) -> None:
    own: set[str] = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    spoken = set()  # names by which arguments are given
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            own |= _locals(node)
        elif isinstance(node, ast.keyword) and node.arg:
            spoken.add(node.arg)
    for function in _functions(tree):
        if function.name in keep:
            spoken |= {each.arg for each in function.args.args}
    words = [a + b for a in ("wert", "liste", "zahl", "hilf", "neu") for b in "abcdefghijklmnop"]
    rng.shuffle(words)
    names = sorted(own - keep - spoken)
    _Names(dict(zip(names, words, strict=False))).visit(tree)


def _commented(lines: list[str], rng: random.Random) -> list[str]:
    remarks = ("# hier wird gerechnet", "# voir le cours", "# ok", "# siehe Aufgabe")
    found = []
    for line in lines:
        if line.strip() and rng.random() < 0.25:
            indent = line[: len(line) - len(line.lstrip())]
            found.append(indent + rng.choice(remarks))
        found.append(line)
    return found
