"""Deletes an account: what tells who somebody is goes, what counts for others stays without a name.

Scores, attempts and submissions stay, because statistics and the audit trail are about them; the
account that they belong to has no name, address or password any more, and nobody can sign in to it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from smtplib import SMTPException

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone
from django.utils.translation import gettext as _

from courseware.announcements import services as announcements
from courseware.api.models import Token
from courseware.calendars.models import CalendarFeed
from courseware.database.transactions import in_transaction
from courseware.deadlines import services as deadlines
from courseware.gradebook import erasure as scores
from courseware.items.kinds import all_kinds
from courseware.lti import erasure as platforms
from courseware.manual_grading import services as manual_grading
from courseware.notices import services as notices
from courseware.people.models import Enrollment, KnownNetwork, User
from courseware.people.permissions import Permission, roles_with
from courseware.people.selectors import staff_with
from courseware.regrades import services as regrades
from courseware.roster import services as roster
from courseware.threads import services as threads

log = logging.getLogger(__name__)
TEXTS = ("first_name", "last_name", "email", "shown_name", "pen_name", "time_zone", "language")


class ErasureRefused(Exception):
    """Why an account is not deleted; the sentence says what to do first."""


def refuse_last_instructor(user: User) -> None:
    """Raises: ErasureRefused: when a course would be left without an instructor."""
    taught = Enrollment.objects.filter(user=user, role__in=roles_with(Permission.MANAGE_PEOPLE))
    for enrollment in taught.select_related("course"):
        teaching = staff_with(Permission.MANAGE_PEOPLE, enrollment.course)
        if not teaching.exclude(user=user).exists():
            raise ErasureRefused(
                _(
                    "You are the only instructor of “%(course)s”. Ask an administrator to "
                    "add another one before you delete your account."
                )
                % {"course": enrollment.course.title}
            )


def erase(user: User) -> None:
    """Deletes the account, and tells the instructors of its courses.

    Raises: ErasureRefused: and then nothing was changed.
    """
    refuse_last_instructor(user)
    name, instructors = user.display_name, _instructors_of(user)
    _erase(user)
    _tell(instructors, name)


@in_transaction
def _erase(user: User) -> None:
    for session in UserSession.objects.filter(user=user):
        session.end()
    roster.erase(user)
    platforms.erase(user)
    for model in (Authenticator, CalendarFeed, EmailAddress, KnownNetwork, SocialAccount, Token):
        model.objects.filter(user=user).delete()
    deadlines.erase(user)
    threads.erase(user)
    notices.erase(user)
    announcements.erase(user)
    manual_grading.erase(user)
    scores.erase(user)
    regrades.erase(user)
    for kind in all_kinds():
        kind.erase(user)
    erased = User.objects.select_for_update().get(pk=user.pk)
    erased.username = f"deleted-{user.pk}"
    for field in TEXTS:
        setattr(erased, field, "")
    erased.is_active = erased.is_staff = erased.is_superuser = False
    erased.last_login, erased.erased_at = None, timezone.now()
    erased.set_unusable_password()
    erased.save()


def _instructors_of(user: User) -> list[str]:
    courses = Enrollment.objects.filter(user=user).values("course")
    managers = Enrollment.objects.filter(
        course__in=courses, role__in=roles_with(Permission.MANAGE_PEOPLE), user__is_active=True
    )
    addresses = managers.exclude(user=user).values_list("user__email", flat=True)
    return sorted({address for address in addresses if address})


def _tell(addresses: Sequence[str], name: str) -> None:
    """The account is gone either way; a message that cannot be sent is logged."""
    text = _(
        "%(name)s deleted their account. Their scores remain in the gradebook as “Deleted "
        "account”, without a name."
    )
    try:
        for address in addresses:
            send_mail(
                _("A student deleted their account"),
                text % {"name": name},
                settings.DEFAULT_FROM_EMAIL,
                [address],
            )
    except (OSError, SMTPException):
        log.exception("Instructors could not be notified that an account was deleted.")
