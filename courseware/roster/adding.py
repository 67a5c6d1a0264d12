"""Adding one person to a course."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from courseware.database.transactions import in_transaction
from courseware.items.models import Course
from courseware.people.logins import find_users
from courseware.people.models import Enrollment, Section, User
from courseware.roster.invitations import Guest, invite
from courseware.roster.models import FormerEnrollment, Invitation
from courseware.roster.services import RosterRefused, change_enrollment, restore


@in_transaction
def add_person(
    *,
    course: Course,
    login: str,
    account: User | None,
    role: str,
    sections: Sequence[Section],
    by: User,
) -> str:
    """Invites a person, or takes back one who was removed; returns what happened, as a sentence.

    Nobody is enrolled without their own doing: people accept with their account, or create one.

    Args:
        course: where to.
        login: the address, or the name of the account.
        account: whose name was typed; ``None`` for an address.
        role: what they are to be.
        sections: what they are to be in.
        by: who adds them.

    Raises: RosterRefused: for who is in the course or invited already.
    """
    users = [account] if account else find_users([login])
    member = Enrollment.objects.filter(course=course, user__in=users).select_related("user")
    if there := member.first():
        text = _("%(person)s is already in the course.")
        raise RosterRefused(text % {"person": there.user.display_name})
    former = FormerEnrollment.objects.filter(course=course, user__in=users).first()
    if former is not None:
        enrollment = restore(former=former, by=by)
        change_enrollment(enrollment=enrollment, role=role, sections=sections, by=by)
        text = _("%(person)s was restored to the course, with all earlier work.")
        return text % {"person": enrollment.user.display_name}
    email = account.email if account else login
    same = Q(user=account) if account else Q(pk=None)
    if email:
        same |= Q(email__iexact=email)
    if Invitation.objects.filter(same, course=course).exists():
        raise RosterRefused(_("This person has already been invited."))
    guest = Guest(email=email, user=account, role=role, sections=sections)
    invite(course=course, guests=[guest], by=by)
    return _("%(person)s was invited.") % {"person": login}
