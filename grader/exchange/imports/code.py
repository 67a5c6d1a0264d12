"""Code of an assignment: the functions that it asks for, a reference and a starter file. Pure."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from grader.exchange.imports.literals import NotLiteral, evaluate

_OF_GRADERS = ("otter", "nbgrader")


@dataclass(frozen=True)
class AskedFunction:
    """A function that the assignment asks for; ``does`` is the first line of its docstring."""

    name: str
    signature: str
    does: str
    docstring: str

    def stub(self) -> str:
        """The function as a student gets it."""
        quoted = self.docstring.replace("\\", "\\\\").replace('"""', "'''")
        lines = [f'    """{quoted}"""'.replace("\n", "\n    ")] if quoted else []
        body = [*lines, f'    raise NotImplementedError("{self.name} is still to be written")']
        return "\n".join([f"def {self.signature}:", *body])


@dataclass(frozen=True)
class _Piece:
    """A statement at the top level that is kept: its text, the names it binds and those it uses."""

    text: str
    binds: frozenset[str]
    uses: frozenset[str]
    is_import: bool = False


def defined_functions(cells: Iterable[str]) -> set[str]:
    """Names of the functions at the top level."""
    return {
        node.name for cell in cells for node in _body(cell) if isinstance(node, ast.FunctionDef)
    }


def asked_functions(cells: Iterable[str], names: Collection[str]) -> list[AskedFunction]:
    """Those with these names, in the order of the cells; the last definition counts."""
    nodes = {
        node.name: node
        for cell in cells
        for node in _body(cell)
        if isinstance(node, ast.FunctionDef)
    }
    return [_asked(node) for name, node in nodes.items() if name in names]


def _asked(node: ast.FunctionDef) -> AskedFunction:
    for each in ast.walk(node.args):
        if isinstance(each, ast.arg):
            each.annotation = None
    docstring = ast.get_docstring(node) or ""
    first = next(iter(docstring.strip().splitlines()), "").strip()
    signature = f"{node.name}({ast.unparse(node.args)})"
    return AskedFunction(node.name, signature, first or f"See {node.name}.", docstring)


def reference_code(cells: Mapping[int, str]) -> tuple[str, list[str]]:
    """Definitions, constants and the imports that they need, as one program.

    Returns the text and a sentence for each cell of which something is left out.
    """
    pieces: list[_Piece] = []
    left_out: list[str] = []
    for number, cell in cells.items():
        dropped = 0
        try:
            body = ast.parse(cell).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            left_out.append(f"Cell {number}: it is not valid Python.")
            continue
        for node in body:
            if (piece := _piece(node, cell)) is not None:
                pieces.append(piece)
            elif not _is_of_grader(node):
                dropped += 1
        if dropped:
            left_out.append(
                f"Cell {number}: {dropped} statements besides definitions, imports and constants."
                if dropped > 1
                else f"Cell {number}: a statement besides definitions, imports and constants."
            )
    return _joined(pieces), left_out


def starter_code(cells: Mapping[int, str], asked: Iterable[AskedFunction]) -> str:
    """What students begin with: definitions of the starter cells, and stubs of what is missing."""
    text, _left_out = reference_code(cells)
    there = defined_functions([text])
    stubs = [each.stub() for each in asked if each.name not in there]
    return "\n\n\n".join(filter(None, [text.strip(), *stubs])) + "\n"


def _body(cell: str) -> list[ast.stmt]:
    try:
        return ast.parse(cell).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _piece(node: ast.stmt, cell: str) -> _Piece | None:
    text, uses = _text(node, cell), frozenset(_names(node))
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return _Piece(text, frozenset({node.name}), uses)
    if isinstance(node, ast.Import | ast.ImportFrom):
        modules = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module]
        if any(str(module).split(".")[0] in _OF_GRADERS for module in modules):
            return None
        bound = frozenset((a.asname or a.name).split(".")[0] for a in node.names)
        return _Piece(text, bound, uses, is_import=True)
    if isinstance(node, ast.Assign) and all(isinstance(each, ast.Name) for each in node.targets):
        try:
            evaluate(node.value, {})
        except NotLiteral:
            return None
        return _Piece(text, frozenset(e.id for e in node.targets if isinstance(e, ast.Name)), uses)
    return None


def _is_of_grader(node: ast.stmt) -> bool:
    """``import otter`` and ``grader = otter.Notebook()``, or a docstring or ``...``."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.Import | ast.ImportFrom):
        return True
    return bool(_names(node) & {*_OF_GRADERS, "grader"})


def _text(node: ast.stmt, cell: str) -> str:
    first = min([node.lineno, *(e.lineno for e in getattr(node, "decorator_list", ()))])
    lines = cell.splitlines()[first - 1 : node.end_lineno]
    alone = len(lines) == 1 and ";" in lines[0]
    return ast.unparse(node) if alone else "\n".join(lines)


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _joined(pieces: list[_Piece]) -> str:
    """Of several definitions of a name the last one; imports that nothing uses are left out."""
    last = {name: number for number, piece in enumerate(pieces) for name in piece.binds}
    kept = [
        piece
        for number, piece in enumerate(pieces)
        if any(last[name] == number for name in piece.binds) or "*" in piece.binds
    ]
    used = frozenset[str]().union(*(piece.uses for piece in kept if not piece.is_import))
    imports = [p.text for p in kept if p.is_import and (p.binds & used or "*" in p.binds)]
    rest = [piece.text for piece in kept if not piece.is_import]
    head = ["\n".join(imports)] if imports else []
    return "\n\n\n".join([*head, *rest]) + "\n" if head or rest else ""
