"""What importing a roster would change, for its preview and for the import itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from courseware.items.models import Course
from courseware.people.models import Enrollment, Role, User
from courseware.roster.files.rows import Roster, RosterFault, RosterRow
from courseware.roster.models import FormerEnrollment, Invitation, RosterAddress
from courseware.roster.services import role_word

INVITED, RESTORED, CHANGED, UNCHANGED = "invited", "restored", "changed", "unchanged"
MEMBER, FORMER, GUEST = "member", "former", "guest"
_PER_QUERY = 500


@dataclass(frozen=True)
class Known:
    """Somebody who is in the course, was in it, or is invited to it."""

    kind: str
    pk: int
    user: int | None
    name: str
    role: str
    sections: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One person of the file, what becomes of them, and what changes, in words."""

    action: str
    row: RosterRow
    name: str
    known: Known | None = None
    account: int | None = None  # of who is to be invited by username
    changes: tuple[str, ...] = ()

    @property
    def role(self) -> Any:
        """A `Role`."""
        return self.row.role or (self.known.role if self.known else Role.STUDENT)

    @property
    def role_word(self) -> str:
        return role_word(self.role)

    @property
    def sections(self) -> tuple[str, ...]:
        if self.row.sections is not None:
            return self.row.sections
        return self.known.sections if self.known else ()


@dataclass(frozen=True)
class RosterPlan:
    """Entries in the order of the file; students and invitations that it does not name."""

    entries: tuple[Entry, ...] = ()
    missing: tuple[Known, ...] = ()
    faults: tuple[RosterFault, ...] = ()
    repeated: int = 0
    new_sections: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Of all that the import would do: it is confirmed for this and nothing else."""
        parts = [[asdict(entry) for entry in self.entries], [asdict(each) for each in self.missing]]
        text = json.dumps(parts, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def changes_anything(self) -> bool:
        return any(entry.action != UNCHANGED for entry in self.entries)

    def of(self, action: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.action == action]


def plan_import(course: Course, roster: Roster, by: User) -> RosterPlan:
    """Compares the roster with the course, in a fixed number of queries and some for usernames."""
    people = _known_people(course)
    there = set(course.sections.values_list("name", flat=True))
    rows = list(_with_known_sections(roster.rows, there))
    accounts = _accounts(rows, people)
    entries: list[Entry] = []
    faults = list(roster.faults)
    lines: dict[tuple[str, int], int] = {}
    for row in rows:
        found = {(each.kind, each.pk): each for key in row.keys if (each := people.get(key))}
        known = next(iter(found.values()), None)
        if sentence := _fault(row, list(found.values()), lines, accounts, by):
            faults.append(RosterFault(row.line, sentence))
        else:
            entries.append(_entry(row, known, accounts))
        if known is not None:
            lines[known.kind, known.pk] = row.line
    named = set(lines)
    missing = {(each.kind, each.pk): each for each in people.values() if _can_be_missing(each)}
    sections = {name for entry in entries for name in entry.sections}
    actions = [entry.action for entry in entries]
    return RosterPlan(
        tuple(entries),
        tuple(
            sorted(
                (each for place, each in missing.items() if place not in named),
                key=lambda each: (each.kind, each.name.casefold(), each.pk),
            )
        ),
        tuple(sorted(faults, key=lambda fault: fault.line)),
        roster.repeated,
        tuple(sorted(sections - there)),
        {action: actions.count(action) for action in (INVITED, RESTORED, CHANGED, UNCHANGED)},
    )


def _with_known_sections(rows: Iterable[RosterRow], there: Iterable[str]) -> Iterable[RosterRow]:
    """Sections by the names that they have: “monday” is the section “Monday”."""
    names = {name.casefold(): name for name in sorted(there)}
    for row in rows:
        if row.sections is None:
            yield row
            continue
        known = {names.setdefault(name.casefold(), name) for name in row.sections}
        yield replace(row, sections=tuple(sorted(known)))


def _can_be_missing(known: Known) -> bool:
    """A file lists students; that it does not name the staff says nothing."""
    return known.kind in (MEMBER, GUEST) and known.role == Role.STUDENT


def _fault(
    row: RosterRow,
    found: Sequence[Known],
    lines: dict[tuple[str, int], int],
    accounts: dict[str, User],
    by: User,
) -> str:
    """Why a row cannot be imported; empty where it can."""
    if len(found) > 1:
        return _("The email address and the username belong to different people.")
    if not found:
        if not row.email and row.username.casefold() not in accounts:
            sentence = _(
                "There is no account with the username “%(name)s”. Add an email address to "
                "invite the person."
            )
            return sentence % {"name": row.username}
        return ""
    known = found[0]
    if line := lines.get((known.kind, known.pk)):
        return _("This person is also in line %(line)d. Keep only one of the two.") % {"line": line}
    if known.user == by.pk and row.role not in (None, known.role):
        return _("This would change your own role. Ask another instructor to do it.")
    return ""


def _entry(row: RosterRow, known: Known | None, accounts: dict[str, User]) -> Entry:
    if known is None:
        account = None if row.email else accounts[row.username.casefold()]
        name = account.username if account else row.name
        return Entry(INVITED, row, name, account=account.pk if account else None)
    if known.kind == FORMER:
        return Entry(RESTORED, row, known.name, known)
    changes = tuple(_changes(row, known))
    return Entry(CHANGED if changes else UNCHANGED, row, known.name, known, changes=changes)


def _changes(row: RosterRow, known: Known) -> Iterable[str]:
    if row.role not in (None, known.role):
        words = {"before": role_word(known.role), "after": role_word(str(row.role))}
        yield _("%(before)s → %(after)s") % words
    if row.sections not in (None, known.sections):
        none = _("no section")
        before, after = (", ".join(names) or none for names in (known.sections, row.sections or ()))
        yield _("%(before)s → %(after)s") % {"before": before, "after": after}


def _known_people(course: Course) -> dict[str, Known]:
    """By address and username, in lower case. Of two with one key, who is in the course."""
    found: dict[str, Known] = {}
    for invitation in Invitation.objects.filter(course=course).prefetch_related("sections"):
        known = _known(GUEST, invitation, invitation.user_id, invitation.name)
        for key in (invitation.email, invitation.username):
            found[key.casefold()] = known
    for kind, model in ((FORMER, FormerEnrollment), (MEMBER, Enrollment)):
        rows = model.objects.filter(course=course).select_related("user")
        known_by_user: dict[int, Known] = {}
        for row in rows.prefetch_related("sections").order_by("pk"):
            known = _known(kind, row, row.user_id, row.user.display_name)
            known_by_user[row.user_id] = known
            for key in (row.user.email, row.user.username):
                found[key.casefold()] = known
        addresses = EmailAddress.objects.filter(user__in=rows.values("user"), verified=True)
        for user, email in addresses.values_list("user", "email"):
            found[email.casefold()] = known_by_user[user]
        others = RosterAddress.objects.filter(course=course, user__in=rows.values("user"))
        for user, email in others.values_list("user", "email"):
            found[email.casefold()] = known_by_user[user]
    found.pop("", None)
    return found


def _known(
    kind: str, row: Enrollment | FormerEnrollment | Invitation, user: int | None, name: str
) -> Known:
    sections = tuple(sorted(section.name for section in row.sections.all()))
    return Known(kind, row.pk, user, name, row.role, sections)


def _accounts(rows: Sequence[RosterRow], people: dict[str, Known]) -> dict[str, User]:
    """By username in lower case, of rows that have nothing else and are not known here."""
    names = [
        row.username.casefold()
        for row in rows
        if not row.email and row.username.casefold() not in people
    ]
    found: dict[str, User] = {}
    for start in range(0, len(names), _PER_QUERY):
        some = names[start : start + _PER_QUERY]
        users = User.objects.filter(is_active=True).annotate(lower=Lower("username"))
        found |= {user.username.casefold(): user for user in users.filter(lower__in=some)}
    return found
