"""What a cell of the table says: a number or a word, and letters for what else holds. Pure.

Letters and words tell the state; colors only help. docs/teaching.md lists them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from courseware.gradebook.cell_states import MEANINGS, WORDS, CellState
from courseware.gradebook.selectors import Cell
from courseware.ui import formatting
from courseware.ui.meanings import meaning_of

_S = CellState
SHORT: Mapping[CellState, str | Promise] = {
    _S.EXCUSED: pgettext_lazy("in a cell of the gradebook", "excused"),
    _S.NEEDS_GRADING: pgettext_lazy("in a cell of the gradebook", "to grade"),
    _S.FAILED: pgettext_lazy("in a cell of the gradebook", "failed"),
    _S.WAITING: pgettext_lazy("in a cell of the gradebook", "waiting"),
    _S.MISSING: pgettext_lazy("in a cell of the gradebook", "missing"),
    _S.IN_PROGRESS: pgettext_lazy("in a cell of the gradebook", "started"),
    _S.SUBMITTED: pgettext_lazy("in a cell of the gradebook", "submitted"),
}
"""Where there is no score that counts; what is not started has a dash."""
LETTERS: Mapping[CellState, str | Promise] = {
    _S.OVERRIDDEN: pgettext_lazy("letter for an override", "O"),
    _S.LATE: pgettext_lazy("letter for late work", "L"),
    _S.NEEDS_GRADING: pgettext_lazy("letter for work that needs grading", "G"),
    _S.FAILED: pgettext_lazy("letter for a failed grading", "F"),
    _S.WAITING: pgettext_lazy("letter for work that is being graded", "W"),
    _S.IN_PROGRESS: pgettext_lazy("letter for work in progress", "P"),
}
"""Behind a score."""
CHANGED_BELOW = pgettext_lazy("letter for a grading under an override", "C")
CHANGED_BELOW_WORDS = gettext_lazy("Regraded since the override")
DASH = "–"


@dataclass(frozen=True)
class Shown:
    """``text`` with ``letters`` behind it; ``label`` says all of it in words.

    ``label`` is empty where the text says everything. ``meaning`` is that of
    `courseware.ui.meanings`, empty for a plain score.
    """

    text: str
    letters: str = ""
    label: str = ""
    meaning: str = ""


def shown(cell: Cell) -> Shown:
    """What the cell says to the staff."""
    states = cell.states
    if cell.fraction is None or cell.excused:
        return _without_score(cell, states)
    out_of = float(cell.item.points)
    text = formatting.number(cell.fraction * out_of, formatting.point_places(out_of))
    telling = [state for state in states if state in LETTERS]
    if not telling:
        return Shown(text)
    letters, words = [str(LETTERS[state]) for state in telling], _words(cell, telling)
    if cell.changed_below:
        letters.append(str(CHANGED_BELOW))
        words.append(str(CHANGED_BELOW_WORDS))
    points = _("%(points)s points") % {"points": formatting.points(cell.points, out_of)}
    loud = cell.changed_below or any(state in _LOUD for state in telling)
    return Shown(text, "".join(letters), "; ".join([points, *words]), "look" if loud else "")


_LOUD = (_S.NEEDS_GRADING, _S.FAILED)


def legend() -> list[tuple[str, str]]:
    """The letters and words of cells, each with what it says."""
    letters = [(str(letter), str(WORDS[state])) for state, letter in LETTERS.items()]
    letters.append((str(CHANGED_BELOW), str(CHANGED_BELOW_WORDS)))
    words = [(str(short), str(WORDS[state])) for state, short in SHORT.items()]
    dash = _("%(first)s, or %(second)s") % {
        "first": WORDS[_S.NOT_STARTED],
        "second": str(WORDS[_S.NOT_ENTERED]).lower(),
    }
    return [*letters, (DASH, dash), *words]


def _without_score(cell: Cell, states: tuple[CellState, ...]) -> Shown:
    state = states[0]
    if state not in SHORT:
        return Shown(DASH, label=str(WORDS[state]), meaning="none")
    return Shown(
        str(SHORT[state]),
        label="; ".join(_words(cell, [each for each in states if each in WORDS])),
        meaning=meaning_of(MEANINGS[state]),
    )


def _words(cell: Cell, states: list[CellState]) -> list[str]:
    return [
        formatting.lateness(cell.late_by) if state is _S.LATE else str(WORDS[state])
        for state in states
        if state is not _S.GRADED
    ]
