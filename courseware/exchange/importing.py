"""Scores from a file: read, compared with what is there, and set as overrides.

The first row names columns: ``login`` or ``email``, and items as an export names them, by
``kind/slug`` or by title. Other columns of numbers can be matched by hand, or added as external
scores (`courseware.exchange.columns`). Points replace the score of a student; an empty cell changes
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core import signing
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from courseware.exchange.columns import Rows, Unmatched, new_item, number_in, unmatched
from courseware.exchange.grades import CANVAS_EXCUSED, DECIMALS, EXCUSED, column_of
from courseware.exchange.rows import ImportRefused
from courseware.external_scores.services import make_external_item
from courseware.gradebook.bulk_services import override_each
from courseware.gradebook.models import Score, ScoreBatch
from courseware.items.models import Course, Item
from courseware.items.progress import of_people
from courseware.items.selectors import items_of
from courseware.people.models import User

MAX_CHANGES = 5000
"""Of one import, as its preview is one page."""
KEYS = {
    **{"login": "username", "username": "username", "sis login id": "username"},
    **{"email": "email", "email address": "email"},
}
_SALT = "courseware.exchange.import"
_MAX_AGE = 24 * 3600


@dataclass(frozen=True)
class Change:
    """A score that would be set: points before (``None`` without a score) and after.

    ``replaced`` are the points of an existing override, and ``reason`` is its reason.
    """

    line: int
    user: User
    item: Item
    before: float | None
    after: float
    excused: bool = False
    replaced: float | None = None
    reason: str = ""

    @property
    def fraction(self) -> float:
        return min(1.0, self.after / float(self.item.points))

    @property
    def note(self) -> str:
        """What else happens than that a score is set."""
        sentences = []
        if self.replaced is not None:
            values = {"points": f"{self.replaced:g}", "reason": self.reason}
            sentences = [_("Replaces the override of %(points)s points: “%(reason)s”.") % values]
        if self.excused:
            sentences += [_("The student stays excused: the points count when the excuse ends.")]
        return " ".join(sentences)


@dataclass(frozen=True)
class Problem:
    line: int
    sentence: str


@dataclass
class Preview:
    """What a file would change, and what in it cannot be read. Nothing is set while it has errors.

    ``ignored`` are columns that name no item; ``notes`` are of cells that change nothing although
    they say something else than the gradebook.
    """

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    unchanged: int = 0
    unmatched: list[Unmatched] = field(default_factory=list)  # of the ignored, what may be scores
    new: list[Item] = field(default_factory=list)  # columns that would be added

    def token(self, course: Course) -> str:
        """The changes, signed: what is confirmed is what was shown."""
        rows = [
            [c.user.pk, self._key(c.item), [c.before, c.excused, c.replaced], c.after]
            for c in self.changes
        ]
        new = [[item.title, float(item.points)] for item in self.new]
        return signing.dumps([course.pk, rows, new], salt=_SALT, compress=True)

    def _key(self, item: Item) -> int:
        """Its id, and of new items -1, -2, and so on."""
        return item.pk or -1 - next(n for n, each in enumerate(self.new) if each is item)

    @property
    def replacing(self) -> int:
        """How many overrides would be replaced."""
        return sum(change.replaced is not None for change in self.changes)

    @property
    def of_excused(self) -> int:
        return sum(change.excused for change in self.changes)


def preview(
    course: Course, students: QuerySet[User], rows: Rows, chosen: Mapping[int, Item] | None = None
) -> Preview:
    """Of the rows of a file. ``chosen``: by place, items of columns that name none.

    Raises: ImportRefused.
    """
    columns = _Columns(course, rows, chosen or {})
    found = Preview(ignored=columns.ignored, unmatched=columns.unmatched, new=columns.new)
    people = _People(students, columns.key_field)
    points = _current([item for item in columns.items.values() if item.pk], students)
    seen: dict[int, int] = {}
    for line, row in rows[1:]:
        if not any(cell.strip() for cell in row) or _is_canvas_head(row):
            continue
        user, sentence = people.find(_cell(row, columns.key))
        if user is not None and user.pk in seen:
            sentence = _("The same student already appears in line %(line)d.") % {
                "line": seen[user.pk]
            }
        if user is None or sentence:
            found.problems.append(Problem(line, sentence))
            continue
        seen[user.pk] = line
        for place, item in columns.items.items():
            score = points.get((user.pk, item.pk)) if item.pk else None
            _read_cell(found, line, user, item, _cell(row, place), score)
    if len(found.changes) > MAX_CHANGES:
        raise ImportRefused(
            _("The file changes more than %(most)d scores. Split it into several.")
            % {"most": MAX_CHANGES}
        )
    return found


class _Columns:
    """Which column names the student, and which the items."""

    def __init__(self, course: Course, rows: Rows, chosen: Mapping[int, Item]) -> None:
        names = [name.strip() for name in rows[0][1]]
        keys = [(place, KEYS[n.lower()]) for place, n in enumerate(names) if n.lower() in KEYS]
        if not keys:
            raise ImportRefused(
                _("The first row has no column “login” or “email”, so students cannot be found.")
            )
        self.key, self.key_field = min(keys, key=lambda found: found[1] != "username")
        known: dict[str, Item] = {}
        for item in items_of(course):
            for name in (column_of(item), f"{item.kind}/{item.slug}", item.title):
                known.setdefault(name, item)
        self.items: dict[int, Item] = {}
        self.new = [item for item in chosen.values() if item.pk is None]
        left: list[int] = []
        for place, name in enumerate(names):
            item = chosen.get(place) or known.get(name)
            if item is not None and not any(item is each for each in self.items.values()):
                self.items[place] = item
            elif name and place not in {found for found, _field in keys}:
                left.append(place)
        self.ignored = [names[place] for place in left]
        self.unmatched = unmatched(rows, left)
        if not self.items and not self.unmatched:
            raise ImportRefused(
                _(
                    "No column matches an item in this course. Export the grades to see how "
                    "the columns are named."
                )
            )


class _People:
    """The students by login or address, in whatever case."""

    def __init__(self, students: QuerySet[User], key_field: str) -> None:
        self.found: dict[str, list[User]] = {}
        for user in students:
            self.found.setdefault(getattr(user, key_field).casefold(), []).append(user)

    def find(self, key: str) -> tuple[User | None, str]:
        users = self.found.get(key.strip().casefold(), []) if key.strip() else []
        if len(users) == 1:
            return users[0], ""
        if users:
            return None, _("Several students match “%(key)s”. Use the login column.") % {"key": key}
        return None, _("“%(key)s” is not a student in this course whom you can grade.") % {
            "key": key
        }


def _is_canvas_head(row: Sequence[str]) -> bool:
    return bool(row) and row[0].strip() == "Points Possible"


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


class _Standing(NamedTuple):
    """What is compared of a score. A file may have hundreds of thousands."""

    fraction: float | None
    override: float | None
    override_reason: str
    excused: bool


def _current(items: list[Item], students: QuerySet[User]) -> dict[tuple[int, int], _Standing]:
    people = set(students.values_list("pk", flat=True))
    found = of_people(Score.objects.filter(item__in=items), people)
    rows = found.values_list("user_id", "item_id", *_Standing._fields)
    return {(user, item): _Standing(*rest) for user, item, *rest in rows if user in people}


def _read_cell(
    found: Preview, line: int, user: User, item: Item, text: str, score: _Standing | None
) -> None:
    if not text:
        return
    if text in (EXCUSED, CANVAS_EXCUSED):
        if score and score.excused:
            found.unchanged += 1
        else:
            found.notes.append(Problem(line, _not_excused(user, item)))
        return
    value = number_in(text)
    out_of = float(item.points)
    if not 0 <= value <= out_of:
        found.problems.append(
            Problem(
                line,
                _("%(item)s: “%(text)s” is not a number from 0 to %(most)s.")
                % {"item": item.title, "text": text[:50], "most": f"{out_of:g}"},
            )
        )
        return
    before, excused, replaced = standing_of(score, out_of)
    stored = replaced if excused else before
    if stored is not None and round(stored, DECIMALS) == round(value, DECIMALS):
        found.unchanged += 1
        return
    reason = score.override_reason if score else ""
    found.changes.append(Change(line, user, item, before, value, excused, replaced, reason))


def _not_excused(user: User, item: Item) -> str:
    return _(
        "%(item)s: %(name)s is not excused, and an import does not excuse. Excuse students in the "
        "gradebook."
    ) % {"item": item.title, "name": user.display_name}


def standing_of(score: _Standing | None, out_of: float) -> tuple[float | None, bool, float | None]:
    """The points that count, whether there is an excuse, and the points of an override."""
    override = score.override if score else None
    replaced = None if override is None else round(override * out_of, DECIMALS)
    return points_of(score, out_of), bool(score and score.excused), replaced


def points_of(score: _Standing | None, out_of: float) -> float | None:
    """What counts now, as `Score.effective`."""
    if score is None or score.excused:
        return None
    fraction = score.fraction if score.override is None else score.override
    return None if fraction is None else round(fraction * out_of, DECIMALS)


def apply(
    course: Course, students: QuerySet[User], token: str, *, reason: str, by: User
) -> list[ScoreBatch]:
    """Sets what a preview has shown; one entry of the log for each item.

    Raises: ImportRefused: it was not shown here, is too old, or scores have changed since.
    """
    try:
        pk, rows, new = signing.loads(token, salt=_SALT, max_age=_MAX_AGE)
    except signing.BadSignature:
        raise ImportRefused(_("This preview has expired. Choose the file again.")) from None
    items = {item.pk: item for item in items_of(course)}
    allowed = set(students.values_list("pk", flat=True))
    current = _current(list(items.values()), students)
    wanted: dict[int, dict[int, float]] = {}
    for user, item_pk, before, after in rows:
        item: Any = items.get(item_pk) if item_pk > 0 else new_item(course, *new[-1 - item_pk])
        if pk != course.pk or item is None or user not in allowed:
            raise ImportRefused(_("Students or items have changed. Choose the file again."))
        out_of = float(item.points)
        standing = standing_of(current.get((user, item_pk)), out_of)
        if list(standing) != before or after > out_of:
            raise ImportRefused(
                _("Scores have changed since the preview. Nothing was set. Choose the file again.")
            )
        wanted.setdefault(item_pk, {})[user] = min(1.0, after / out_of)
    for item_pk in sorted((key for key in wanted if key < 0), reverse=True):
        title, out_of = new[-1 - item_pk]
        items[item_pk] = make_external_item(
            course=course, title=title, points=out_of, released=False
        )
    return [
        override_each(item=items[item_pk], fractions=fractions, reason=reason, by=by)
        for item_pk, fractions in wanted.items()
    ]
