"""Where a program that ran into a limit is likely to have done so, found in its text.

The sandbox knows what was exceeded and not where: a program that is stopped has no traceback.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from grader.feedback.hints.exceptions.program import Function, Program, own_nodes
from grader.messages import message
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome

Loop = ast.For | ast.AsyncFor | ast.While
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_TASKS = ("threading", "multiprocessing", "concurrent.futures", "_thread", "asyncio", "joblib")


def hint_for_limit(outcome: Outcome, function: str, program: Program) -> str:
    """The line that is likely to exceed a limit, and what to do; empty where none stands out.

    Args:
        outcome: with the verdict of a limit.
        function: of the lab, which was called; empty when the file was loaded.
        program: the submission.
    """
    find = _RULES.get(outcome.verdict)
    return find(function, outcome, program) if find else ""


Find = Callable[[str, Outcome, Program], str]


def _reached(function: str, program: Program) -> list[ast.AST]:
    """The function and those of the file that it calls, or else the code outside of any."""
    first = program.function(function)
    if first is None:
        return [
            part for part in program.tree.body if not isinstance(part, (Function, ast.ClassDef))
        ]
    found: list[Function] = [first]
    for definition in found:  # grows while it is gone through
        for node in ast.walk(definition):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                other = program.function(node.func.id)
                if other is not None and other not in found:
                    found.append(other)
    return list(found)


# -- time ----------------------------------------------------------------------------------------
def endless_loop(function: str, program: Program) -> str:
    """The line of a loop that cannot end, as far as the text shows; empty where there is none.

    Args:
        function: of the lab, which was called.
        program: the submission.
    """
    for loop in _loops(_reached(function, program)):
        if isinstance(loop, ast.While) and (unchanged := _never_ends(loop)) is not None:
            return _endless(loop.lineno, unchanged)
    return ""


def _time(function: str, outcome: Outcome, program: Program) -> str:
    if endless := endless_loop(function, program):
        return endless
    loops = [loop for loop in _loops(_reached(function, program)) if not _is_short(loop)]
    for loop in loops:
        if (inner := _loop_in(loop)) is not None:
            return message(
                "Lines {outer} and {inner} are a loop in a loop: for large arrays that takes too "
                "long. NumPy computes on whole arrays, row by row with axis=.",
                outer=loop.lineno,
                inner=inner.lineno,
            )
    if loops:
        return message(
            "Line {line} begins a loop: if that is one over each entry of a large array, it takes "
            "too long. NumPy computes on whole arrays.",
            line=loops[0].lineno,
        )
    return ""


SHORT = 100
"""Rounds of a loop that are no reason to be slow."""


def _is_short(loop: Loop | ast.comprehension) -> bool:
    """Whether it has few rounds whatever the arrays hold."""
    return not isinstance(loop, ast.While) and _is_few(loop.iter)


def _is_few(over: ast.expr) -> bool:
    """Whether it is a few written-out values, or a range up to a small number."""
    if isinstance(over, (ast.Tuple, ast.List, ast.Set, ast.Dict)):
        return True
    if isinstance(over, ast.Constant):
        return isinstance(over.value, str)
    if not (isinstance(over, ast.Call) and isinstance(over.func, ast.Name) and over.args):
        return False
    if over.func.id == "zip":
        return any(map(_is_few, over.args))
    if over.func.id == "range":
        last = over.args[min(1, len(over.args) - 1)]
        return (
            isinstance(last, ast.Constant)
            and isinstance(last.value, int)
            and (-SHORT <= last.value <= SHORT)
        )
    return over.func.id in ("enumerate", "reversed", "sorted", "list") and _is_few(over.args[0])


def _endless(line: int, unchanged: str) -> str:
    if not unchanged:
        return message("Line {line} begins a loop that nothing ends: it has no break.", line=line)
    return message(
        "Line {line} begins a loop that may never end: nothing in it changes {names}.",
        line=line,
        names=unchanged,
    )


def _never_ends(loop: ast.While) -> str | None:
    """The names in the condition that nothing changes; ``None`` where the loop may end."""
    if any(isinstance(node, (ast.Break, ast.Return, ast.Raise)) for node in ast.walk(loop)):
        return None
    if isinstance(loop.test, ast.Constant):
        return "" if loop.test.value else None
    tested = {node.id for node in ast.walk(loop.test) if isinstance(node, ast.Name)}
    if not tested or any(
        isinstance(node, (ast.Call, ast.NamedExpr)) for node in ast.walk(loop.test)
    ):
        return None
    touched = {name for statement in loop.body for name in _touched(statement)}
    return None if tested & touched else ", ".join(sorted(tested))


def _touched(statement: ast.stmt) -> Iterator[str]:
    """Names that a statement binds, writes into, gives to a call or calls a method of."""
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, (ast.Subscript, ast.Attribute)):
            if not isinstance(node.ctx, ast.Load):
                yield from _names(node.value)
        elif isinstance(node, ast.Call):
            yield from _names(node)


def _names(node: ast.AST) -> Iterator[str]:
    yield from (part.id for part in ast.walk(node) if isinstance(part, ast.Name))


def _loop_in(loop: Loop) -> ast.stmt | ast.expr | None:
    for statement in loop.body:
        for node in ast.walk(statement):
            if isinstance(node, _LOOPS) and not _is_short(node):
                return node
            if isinstance(node, _COMPREHENSIONS) and not all(map(_is_short, node.generators)):
                return node
    return None


def _loops(reached: list[ast.AST]) -> list[Loop]:
    """By their lines."""
    found = [node for part in reached for node in ast.walk(part) if isinstance(node, _LOOPS)]
    return sorted(found, key=lambda loop: loop.lineno)


# -- output, processes ---------------------------------------------------------------------------
def _output(function: str, outcome: Outcome, program: Program) -> str:
    if outcome.detail.startswith("It returned"):
        return message(
            "The answer is too large: does (N,) with (N, 1) broadcast to (N, N), or does a list "
            "grow without end?"
        )
    for loop in _loops(_reached(function, program)):
        for statement in loop.body:
            for node in own_nodes(statement):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "print":
                    return message(
                        "Line {line} prints in a loop: remove it, or print less.", line=node.lineno
                    )
    return ""


def _processes(function: str, outcome: Outcome, program: Program) -> str:
    imports = sorted(program.imports, key=lambda each: each.line)
    for each in imports:
        whole = f"{each.module}.{each.attribute}" if each.attribute else each.module
        if whole.startswith(_TASKS):
            return message(
                "Line {line} imports {module}: one process with one thread is enough for every "
                "lab.",
                line=each.line,
                module=each.module,
            )
    return ""


_RULES: dict[Verdict, Find] = {
    Verdict.time_limit: _time,
    Verdict.output_limit: _output,
    Verdict.process_limit: _processes,
}
