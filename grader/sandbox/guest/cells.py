"""Loads a notebook cell by cell, as Jupyter does: what fails in one cell does not end the others.

Of a cell that fails the rest is left out, except functions, classes and imports, which do no harm
and may be what is graded. A cell that does not parse is left out whole.
"""

from __future__ import annotations
import __future__

import ast
import linecache
import sys
from collections.abc import Callable, Iterator
from typing import Any

from .submission import MODULE, Report, Submission

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
MAX_SKIPPED = 2000  # pieces that are reported
MAX_REASONS = 50  # of those with the exception; the rest are known to belong to one of them
_FUTURES = sum(getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)

Piece = tuple[int, int, list[ast.stmt]]
"""First and last line, and the statements on them."""


def load_cells(
    submission: Submission,
    text: str,
    cells: list[list[int]],
    started: Callable[[int, int], None],
) -> Report:
    """Runs the cells one after the other in the submission's module.

    Args:
        submission: fresh; gets the names that the cells define.
        text: of the whole file.
        cells: first and last line of each.
        started: called with first and last line of what is going to be run.

    Returns: ``skipped``: first and last line of each piece that was left out, and why, if known.
    """
    lines = text.split("\n")
    linecache.cache[submission.filename] = (
        len(text),
        None,
        text.splitlines(True),
        submission.filename,
    )
    sys.modules[MODULE] = submission.module
    skipped: list[list[Any]] = []
    flags = 0
    for first, last in cells:
        started(first, last)
        code = "\n" * (first - 1) + "\n".join(lines[first - 1 : last])  # lines keep their numbers
        try:
            tree = compile(code, submission.filename, "exec", ast.PyCF_ONLY_AST | flags, True)
        except BaseException as error:  # whatever a text does to the parser
            skipped.append([first, last, syntax_report(error)])
            continue
        failed = False
        for piece in pieces(tree):
            if failed and not all(isinstance(node, DEFINITIONS) for node in piece[2]):
                skipped.append([piece[0], piece[1], None])
                continue
            started(*piece[:2])
            report, flags = run_piece(submission, piece, flags)
            if report:
                failed = True
                skipped.append([piece[0], piece[1], report])
    reasons = 0
    for entry in skipped:
        reasons += entry[2] is not None
        if reasons > MAX_REASONS:
            entry[2] = None
    return {"skipped": skipped[:MAX_SKIPPED]}


def pieces(tree: ast.Module) -> Iterator[Piece]:
    """The statements of a cell, those that share a line together."""
    found: list[Piece] = []
    for node in tree.body:
        decorators = getattr(node, "decorator_list", [])
        first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
        last = node.end_lineno or node.lineno
        if found and found[-1][1] >= first:
            start, _, nodes = found.pop()
            found.append((start, last, [*nodes, node]))
        else:
            found.append((first, last, [node]))
    yield from found


def run_piece(submission: Submission, piece: Piece, flags: int) -> tuple[Report, int]:
    """Runs statements; what went wrong, and the imports from the future that now hold."""
    try:
        module = ast.Module(piece[2], [])
        code = compile(module, submission.filename, "exec", flags, True)
    except BaseException as error:  # `return` outside of a function is found only now
        return syntax_report(error), flags
    try:
        exec(code, submission.module.__dict__)
    except BaseException as error:  # whatever a cell raises, SystemExit included, is reported
        return submission.describe(error), flags
    return {}, flags | code.co_flags & _FUTURES


def syntax_report(error: BaseException) -> Report:
    """Why a text is no Python."""
    if isinstance(error, SyntaxError):
        return {"syntax": [error.lineno, str(error.msg)[:500]]}
    return {"syntax": [None, f"{type(error).__name__}: {error}"[:500]]}
