"""What taking over the members of a platform's course would change here, and doing it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from courseware.database.transactions import in_transaction
from courseware.items.models import Course
from courseware.lti.accounts import make_account
from courseware.lti.members import Listed, listed
from courseware.lti.models import Account, Context, Member
from courseware.people.models import Enrollment, Role, Section, User
from courseware.roster.models import Change, FormerEnrollment
from courseware.roster.services import change_enrollment, enroll, remove, restore, role_word

ADDED, RESTORED, CHANGED, UNCHANGED = "added", "restored", "changed", "unchanged"
WAITS, LEFT_OUT = "waits", "left out"


class StalePlan(Exception):
    """The course or the list has changed since the plan was shown."""


@dataclass(frozen=True)
class Entry:
    """A member, what becomes of them, and in words what changes."""

    action: str
    person: Listed
    user: User | None = None
    change: str = ""


@dataclass(frozen=True)
class Plan:
    entries: tuple[Entry, ...]
    missing: tuple[Enrollment, ...]

    def of(self, action: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.action == action]

    @property
    def changes_anything(self) -> bool:
        return any(entry.action in (ADDED, RESTORED, CHANGED) for entry in self.entries)

    @property
    def digest(self) -> str:
        """Of all that would be done: it is confirmed for this and nothing else."""
        entries = [
            [each.action, each.person.claims.sub, each.user and each.user.pk, each.change]
            for each in self.entries
        ]
        text = json.dumps([entries, [each.pk for each in self.missing]])
        return hashlib.sha256(text.encode()).hexdigest()


def plan_of(context: Context, by: User) -> Plan:
    """In a fixed number of queries."""
    people = listed(context)
    course = context.course
    issuer = context.deployment.platform.issuer
    subs = {each.claims.sub for each in people}
    accounts = {
        account.sub: account.user
        for account in Account.objects.filter(issuer=issuer).select_related("user")
        if account.sub in subs
    }
    enrolled = {
        each.user_id: each
        for each in Enrollment.objects.filter(course=course).select_related("user")
    }
    former = set(FormerEnrollment.objects.filter(course=course).values_list("user", flat=True))
    taken = _taken_addresses([each.claims.email for each in people])
    entries = [
        _entry(each, accounts.get(each.claims.sub), enrolled, former, taken, by) for each in people
    ]
    named = {user.pk for user in accounts.values()}
    known = Member.objects.filter(context=context).values_list("account__user", flat=True)
    missing = [
        enrolled[user]
        for user in sorted(set(known))
        if user in enrolled and user not in named and enrolled[user].role == Role.STUDENT
    ]
    return Plan(tuple(entries), tuple(missing))


def _taken_addresses(emails: list[str]) -> set[str]:
    wanted = {email.lower() for email in emails if email}
    own = User.objects.annotate(low=Lower("email")).filter(low__in=wanted)
    more = EmailAddress.objects.annotate(low=Lower("email")).filter(low__in=wanted)
    return {*own.values_list("low", flat=True), *more.values_list("low", flat=True)}


def _entry(
    person: Listed,
    user: User | None,
    enrolled: dict[int, Enrollment],
    former: set[int],
    taken: set[str],
    by: User,
) -> Entry:
    if person.role is None:
        return Entry(LEFT_OUT, person)
    if user is None:
        return Entry(WAITS if person.claims.email.lower() in taken else ADDED, person)
    if not user.is_active:
        return Entry(LEFT_OUT, person, user)
    enrollment = enrolled.get(user.pk)
    if enrollment is None:
        return Entry(RESTORED if user.pk in former else ADDED, person, user)
    if enrollment.role == person.role or user.pk == by.pk:
        return Entry(UNCHANGED, person, user)
    words = {"before": role_word(enrollment.role), "after": role_word(person.role)}
    return Entry(CHANGED, person, user, _("%(before)s → %(after)s") % words)


@in_transaction
def take_over(
    *, context: Context, digest: str, section: bool, remove_missing: bool, by: User
) -> Plan:
    """Does what was shown. With ``section``, students come into one that is named as the context.

    Raises:
        StalePlan: and then nothing was done.
        RosterRefused: as well.
    """
    Course.objects.select_for_update().get(pk=context.course_id)  # of two, one waits
    plan = plan_of(context, by)
    if plan.digest != digest:
        raise StalePlan
    sections = [_section(context)] if section else []
    for entry in plan.entries:
        _apply(entry, context, sections, by)
    if remove_missing:
        for enrollment in plan.missing:
            remove(enrollment=enrollment, by=by)
    return plan


def _section(context: Context) -> Section:
    name = str(context)[:80]
    return Section.objects.get_or_create(course=context.course, name=name)[0]


def _apply(entry: Entry, context: Context, sections: list[Section], by: User) -> None:
    if entry.action in (LEFT_OUT, WAITS):
        return
    claims = entry.person.claims
    account = make_account(claims)
    Member.objects.get_or_create(context=context, account=account)
    own: list[Any] = sections if entry.person.role == Role.STUDENT else []
    if entry.action == RESTORED:
        former = FormerEnrollment.objects.get(course=context.course, user=account.user)
        restore(former=former, by=by)
    enrollment = enroll(
        course=context.course,
        user=account.user,
        role=entry.person.role,
        sections=own,
        change=Change.ADDED,
        by=by,
    )
    if entry.action in (CHANGED, RESTORED):
        kept = [*enrollment.sections.all()]
        change_enrollment(enrollment=enrollment, role=entry.person.role, sections=kept, by=by)
