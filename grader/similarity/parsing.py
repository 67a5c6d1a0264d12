"""Reads Python that may be broken: lines that keep it from parsing are left out."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass

from grader.files.cells import lines_of

_MOST_REPAIRS = 12
_MOST_CHARS = 200_000


@dataclass(frozen=True)
class Parsed:
    """A tree whose positions are those of the source; ``None`` where nothing helps."""

    tree: ast.Module | None
    dropped: tuple[int, ...] = ()  # lines that were left out


def parse(source: str) -> Parsed:
    """The syntax tree of a submission.

    The lines at which Python stops are replaced one after the other, at most so many that the
    submission is still itself. Lines keep their numbers.
    """
    if len(source) > _MOST_CHARS:
        return Parsed(None)
    lines = list(lines_of(source))
    dropped: list[int] = []
    for _ in range(_MOST_REPAIRS):
        try:
            return Parsed(_tree("\n".join(lines)), tuple(dropped))
        except SyntaxError as error:
            line = _line_to_drop(lines, error.lineno, dropped)
            if line is None:
                break
            dropped.append(line)
            indent = lines[line - 1][: len(lines[line - 1]) - len(lines[line - 1].lstrip())]
            lines[line - 1] = f"{indent}pass" if indent else ""
        except (ValueError, RecursionError, MemoryError):
            break
    return Parsed(None, tuple(dropped))


def _tree(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of invalid escapes, which are the student's matter
        return ast.parse(text.replace("\0", " "))


def _line_to_drop(lines: list[str], line: int | None, dropped: list[int]) -> int | None:
    """The reported line, or the last one before it that is not blank."""
    number = min(line or 1, len(lines))
    while number and (number in dropped or not lines[number - 1].strip()):
        number -= 1
    return number or None
