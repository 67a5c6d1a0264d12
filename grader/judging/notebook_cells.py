"""Leaves out of a notebook what fails when it is loaded, so that the rest can be graded.

People try things in cells: a plot, a package that is not here, a loop without end. Such a cell must
not cost the functions in the others. The cells are run one by one in a sandbox of their own; what
fails becomes comments, so that lines keep their numbers, and is run no more. The rest is then
graded like any other file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grader.files.cells import Cell, comment_out, find_cells, lines_of, place
from grader.judging.budget import notebook_seconds
from grader.judging.runner import Runner
from grader.messages import message
from grader.results.verdicts import Verdict
from grader.sandbox.limits import Limits
from grader.sandbox.outcome import Outcome, SkippedLines
from grader.values.formatting import safe_text

MAX_ROUNDS = 12
"""How often the cells are run at most: after what ended the sandbox, and until nothing fails."""
MAX_ENDLESS = 2
"""Cells that are left out alone because they do not end; with the next goes all that follows."""
MAX_NOTES = 8
_CHARS = 200


@dataclass(frozen=True)
class LoadableSource:
    """A source without what fails when it is loaded; a Python file is as it was.

    ``skipped`` was left out of ``lines``, the lines that were handed in, of these ``cells``.
    """

    source: str | bytes
    lines: Sequence[str] = ()
    cells: Sequence[Cell] = ()
    skipped: Sequence[SkippedLines] = ()

    def notes(self) -> list[str]:
        """A sentence for each cell that failed: the place, and what was wrong there first."""
        found: dict[int, str] = {}
        for piece in self.skipped:
            if piece.reason is not None:
                found.setdefault(_cell(self.cells, piece), self._note(piece, piece.reason))
        notes = [note for _, note in sorted(found.items())]
        if len(notes) > MAX_NOTES:
            more = message("and {count} more", count=len(notes) - MAX_NOTES)
            return [*notes[:MAX_NOTES], more]
        return notes

    def why_missing(self, function: str) -> str:
        """Why a function that the notebook defines was left out; empty where none was."""
        for piece in self.skipped:
            if _defines(self.lines[piece.first - 1 : piece.last], function):
                cell = _cell(self.cells, piece)
                causes = [p for p in self.skipped if p.reason and _cell(self.cells, p) == cell]
                notes = [self._note(cause, cause.reason) for cause in causes if cause.reason]
                return message(
                    "{function} was left out with the cell that defines it. {why}",
                    function=function,
                    why=next(iter(notes), ""),
                )
        for number, line in enumerate(self.lines, 1):
            if line.startswith("# ") and _defines([line[2:]], function):
                return message(
                    "{function} is in a part of the notebook that is not Python code: {place}.",
                    function=function,
                    place=place(self.cells, number),
                )
        return ""

    def _note(self, piece: SkippedLines, reason: Outcome) -> str:
        raised = reason.raised
        line = raised.lines[0][0] if raised and raised.lines else piece.first
        if raised is not None:
            what = f"{raised.type}: {raised.message}" if raised.message else raised.type
            why: str = safe_text(what, _CHARS)
        else:
            why = reason.detail or reason.verdict.sentence
        return message("{place}: {reason}", place=place(self.cells, line), reason=why)


def leave_out_failures(
    source: str | bytes, functions: Iterable[str], limits: Limits
) -> LoadableSource:
    """Runs the cells of a notebook and leaves out what fails; does nothing with other sources.

    Args:
        source: as it was handed in.
        functions: the names that the lab asks for. Where none of them would be left, the cell that
            defines one stays in, so that loading fails there and says why.
        limits: of the sandbox.

    Raises: SandboxUnavailable.
    """
    try:
        text = source if isinstance(source, str) else source.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return LoadableSource(source)
    lines = lines_of(text)
    cells = find_cells(lines)
    if not cells:
        return LoadableSource(source)
    skipped = _with_a_function(lines, cells, _failures(lines, cells, limits), list(functions))
    if skipped:
        left = "\n".join(_left(lines, skipped))
        source = left if isinstance(source, str) else left.encode("utf-8", "surrogatepass")
    return LoadableSource(source, lines, cells, skipped)


def _failures(lines: Sequence[str], cells: Sequence[Cell], limits: Limits) -> list[SkippedLines]:
    """All that fails, round after round, until what is left loads."""
    skipped: list[SkippedLines] = []
    endless, budget = 0, notebook_seconds(limits.load_seconds)
    with Runner("\n".join(lines), limits, budget=budget, cells=cells) as runner:
        for _ in range(MAX_ROUNDS):
            outcome = runner.load
            if outcome.verdict is Verdict.grader_failed or runner.out_of_budget:
                break
            found = list(outcome.skipped)
            if outcome.running is not None:
                first, last = outcome.running
                endless += outcome.verdict is Verdict.time_limit
                found = [
                    SkippedLines(first, len(lines) if endless > MAX_ENDLESS else last, outcome)
                ]
            if not found:
                break
            skipped += found
            runner.close()
            runner.swap("\n".join(_left(lines, skipped)))
    return skipped


def _with_a_function(
    lines: Sequence[str],
    cells: Sequence[Cell],
    skipped: list[SkippedLines],
    functions: Sequence[str],
) -> list[SkippedLines]:
    """What to leave out so that loading still tells why there is no function at all."""
    if any(_defines(_left(lines, skipped), function) for function in functions):
        return skipped
    for piece in skipped:
        taken = lines[piece.first - 1 : piece.last]
        if any(_defines(taken, function) for function in functions):
            cell = _cell(cells, piece)
            return [other for other in skipped if _cell(cells, other) != cell]
    return skipped


def _left(lines: Sequence[str], skipped: Iterable[SkippedLines]) -> list[str]:
    return comment_out(lines, [(piece.first, piece.last) for piece in skipped])


def _cell(cells: Sequence[Cell], piece: SkippedLines) -> int:
    return next((cell.number for cell in cells if piece.first <= cell.last), 0)


def _defines(lines: Sequence[str], function: str) -> bool:
    """Whether the lines define a function at their top level; nothing is parsed for it."""
    pattern = re.compile(
        rf"(?:(?:async\s+)?def\s+{re.escape(function)}\b|{re.escape(function)}\s*=)"
    )
    return any(pattern.match(line) for line in lines)
