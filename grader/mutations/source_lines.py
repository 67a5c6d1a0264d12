"""The line of a file that a change touches, before and after, with all else as it is written."""

from __future__ import annotations

import ast
import copy
import itertools
from collections.abc import Iterator

from grader.mutations.enumeration import Change

_MARK = "kept_part_{}_"


class SourceLines:
    """A module's text, in which changes of its tree are shown.

    A change is made in the text where that is possible in a way that parses to the changed tree;
    else the statement is written anew, as `ast.unparse` does.
    """

    def __init__(self, source: str, tree: ast.Module) -> None:
        self.data, self.tree = source.encode(), tree
        self.starts = [0, *(i + 1 for i, byte in enumerate(self.data) if byte == ord("\n"))]
        self.own = {id(node) for node in ast.walk(tree)}

    def before_and_after(self, change: Change[ast.Module]) -> tuple[str, str]:
        """The first line that differs, without the space around it; empty if there is none."""
        first, last, changed = self._statement(change)
        before = self.data[first:last].decode()
        after = self._changed_text(change, first, last, changed)
        rows = itertools.zip_longest(before.split("\n"), after.split("\n"), fillvalue="")
        pair = next(((a, b) for a, b in rows if a != b), ("", ""))
        return pair[0].strip(), pair[1].strip()

    def _statement(self, change: Change[ast.Module]) -> tuple[int, int, ast.stmt]:
        """Where the module's statement with the change begins and ends, and the changed one."""
        pairs = zip(self.tree.body, change.tree.body, strict=True)
        old, new = next((a, b) for a, b in pairs if a is not b)
        decorators = getattr(old, "decorator_list", [])
        first = min([old.lineno, *(decorator.lineno for decorator in decorators)])
        last = old.end_lineno or first
        after = self.starts[last] if last < len(self.starts) else len(self.data)
        return self.starts[first - 1], after, new

    def _changed_text(
        self, change: Change[ast.Module], first: int, last: int, new: ast.stmt
    ) -> str:
        begin, end = self._begin(change.old), self._end(change.old)
        wanted = ast.dump(new)
        for text in self._texts(change.old, change.new):
            for piece in (text, f"({text})"):
                candidate = self.data[first:begin] + piece.encode() + self.data[end:last]
                if _dump(candidate.decode()) == wanted:
                    return candidate.decode()
        return ast.unparse(new)

    def _texts(self, old: ast.AST, new: ast.AST) -> Iterator[str]:
        """Ways to write the replacement of a node, from the one that changes least."""
        kept = [node for node in _outermost(new, self.own)]
        marks = [_MARK.format(number) for number in range(len(kept))]
        template = _with_marks(new, kept, marks)
        if id(new) not in self.own and kept:
            with_gaps = self._gaps_changed(
                old, kept, _with_marks(old, kept, marks), template, marks
            )
            if with_gaps is not None:
                yield with_gaps
        plain = [self.data[self._begin(node) : self._end(node)].decode() for node in kept]
        yield _filled(template, marks, plain)
        bracketed = [
            f"({text})" if self._in_brackets(node) else text
            for node, text in zip(kept, plain, strict=True)
        ]
        yield _filled(template, marks, bracketed)
        yield ast.unparse(new)

    def _gaps_changed(
        self, old: ast.AST, kept: list[ast.AST], before: str, after: str, marks: list[str]
    ) -> str | None:
        """The old text with the text between its parts changed, where all parts are kept."""
        old_gaps, new_gaps = _gaps(before, marks), _gaps(after, marks)
        if old_gaps is None or new_gaps is None:
            return None
        edges = [self._begin(old), *(e for n in kept for e in (self._begin(n), self._end(n)))]
        edges.append(self._end(old))
        pieces = [self.data[a:b].decode() for a, b in itertools.pairwise(edges)]
        for number, (a, b) in enumerate(zip(old_gaps, new_gaps, strict=True)):
            gap = _gap_changed(pieces[2 * number], a, b)
            if gap is None:
                return None
            pieces[2 * number] = gap
        return "".join(pieces)

    def _in_brackets(self, node: ast.AST) -> bool:
        before = self.data[: self._begin(node)].rstrip()
        return before.endswith(b"(") and self.data[self._end(node) :].lstrip().startswith(b")")

    def _begin(self, node: ast.AST) -> int:
        return self.starts[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]

    def _end(self, node: ast.AST) -> int:
        line, column = node.end_lineno, node.end_col_offset  # type: ignore[attr-defined]
        return int(self.starts[line - 1] + column)


def _dump(text: str) -> str:
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError):
        return ""
    return ast.dump(body[0]) if len(body) == 1 else ""


def _outermost(node: ast.AST, own: set[int]) -> list[ast.AST]:
    """The parts of a new node that come from the file, as large as they are, in their order."""
    if id(node) in own and hasattr(node, "lineno"):
        return [node]
    return [part for child in ast.iter_child_nodes(node) for part in _outermost(child, own)]


def _with_marks(node: ast.AST, kept: list[ast.AST], marks: list[str]) -> str:
    """The node's text with a name in place of each part."""
    names = {id(part): mark for part, mark in zip(kept, marks, strict=True)}

    def marked(part: ast.AST) -> ast.AST:
        if id(part) in names:
            name = ast.Name(names[id(part)], ast.Load())
            return ast.Expr(name) if isinstance(part, ast.stmt) else name
        changed = copy.copy(part)
        for field, value in ast.iter_fields(part):
            if isinstance(value, list):
                setattr(changed, field, [marked(v) if isinstance(v, ast.AST) else v for v in value])
            elif isinstance(value, ast.AST):
                setattr(changed, field, marked(value))
        return changed

    return ast.unparse(marked(node))


def _filled(template: str, marks: list[str], texts: list[str]) -> str:
    for mark, text in zip(marks, texts, strict=True):
        template = template.replace(mark, text)
    return template


def _gaps(text: str, marks: list[str]) -> list[str] | None:
    """The text before, between, and after the marks, if each is there once and in order."""
    gaps = []
    for mark in marks:
        gap, found, text = text.partition(mark)
        if not found:
            return None
        gaps.append(gap)
    return None if any(mark in text for mark in marks) else [*gaps, text]


def _gap_changed(written: str, old: str, new: str) -> str | None:
    """What is written between two parts, changed as ``old`` became ``new``."""
    if old == new:
        return written
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
    start = min(len(old), len(new)) if start is None else start
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    removed, added = old[start : len(old) - end], new[start : len(new) - end]
    if removed.strip():
        return written.replace(removed, added, 1) if written.count(removed) == 1 else None
    return written + added if start == len(old) else added + written if end == len(old) else None
