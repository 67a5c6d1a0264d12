"""Asking people into a course by mail. They answer themselves, with an account or a new one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courseware.database.transactions import in_transaction
from courseware.items.models import Course
from courseware.notices.links import absolute
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue_many
from courseware.people.logins import find_users
from courseware.people.models import Enrollment, Role, Section, User
from courseware.roster.models import Change, Invitation, RosterAddress, invited_until
from courseware.roster.services import RosterRefused, enroll

_SIGNER = signing.Signer(salt="courseware.roster.invitation")
SEND = "roster.send_invitation"
PAUSE = timedelta(minutes=10)
"""Between two messages to one person."""


@dataclass(frozen=True)
class Guest:
    """Whom to invite: an address, or an account; and as what, a `Role`."""

    email: str = ""
    user: User | None = None
    first_name: str = ""
    last_name: str = ""
    username: str = ""
    role: Any = Role.STUDENT
    sections: Sequence[Section] = ()


@in_transaction
def invite(*, course: Course, guests: Iterable[Guest], by: User) -> list[Invitation]:
    """Invites people who are neither in the course nor invited; each gets a message."""
    guests = list(guests)
    invitations = [
        Invitation(
            course=course,
            by=by,
            user=guest.user,
            email=guest.email or (guest.user.email if guest.user else ""),
            first_name=guest.first_name,
            last_name=guest.last_name,
            username=guest.user.username if guest.user else guest.username,
            role=guest.role,
        )
        for guest in guests
    ]
    Invitation.objects.bulk_create(invitations)
    through = Invitation.sections.through
    through.objects.bulk_create(
        through(invitation_id=invitation.pk, section_id=section.pk)
        for invitation, guest in zip(invitations, guests, strict=True)
        for section in guest.sections
    )
    _send(invitations, by)
    return invitations


@in_transaction
def send_again(*, invitations: Iterable[Invitation], by: User) -> int:
    """Another message to each, with more time to answer; returns to how many.

    Those who were sent one in the last minutes get none.
    """
    before = timezone.now() - PAUSE
    ids = [invitation.pk for invitation in invitations]
    due = list(Invitation.objects.filter(pk__in=ids, asked_at__lt=before))
    fresh = {"asked_at": timezone.now(), "expires_at": invited_until(), "failure": ""}
    Invitation.objects.filter(pk__in=[each.pk for each in due]).update(**fresh)
    _send(due, by)
    return len(due)


def _send(invitations: Iterable[Invitation], by: User) -> None:
    owners: dict[int, int | None] = {each.pk: by.pk for each in invitations if each.email}
    enqueue_many(SEND, owners, lane=Lane.BACKGROUND)


@in_transaction
def withdraw(*, invitations: QuerySet[Invitation]) -> int:
    """The links in the messages lead nowhere any more."""
    found = list(invitations.values_list("pk", flat=True))
    Invitation.objects.filter(pk__in=found).delete()
    return len(found)


@in_transaction
def accept(*, invitation: Invitation, user: User) -> Enrollment:
    """Enrolls the person as they were invited, once.

    Raises: RosterRefused: when the invitation was withdrawn, has expired or is for another account.
    """
    stored = Invitation.objects.select_for_update().filter(pk=invitation.pk).first()
    if stored is None or stored.has_expired:
        raise RosterRefused(_("This invitation is no longer valid. Ask for a new one."))
    if not is_for(stored, user):
        raise RosterRefused(_("This invitation is for another account. Sign in with that account."))
    enrollment = enroll(
        course=stored.course,
        user=user,
        role=stored.role,
        sections=list(stored.sections.all()),
        change=Change.JOINED,
        by=stored.by,
    )
    if stored.email and stored.email.casefold() != user.email.casefold():
        known = {"course": stored.course, "email": stored.email}
        RosterAddress.objects.update_or_create(**known, defaults={"user": user})
    stored.delete()
    return enrollment


def is_for(invitation: Invitation, user: User) -> bool:
    """Whether the person may accept it: where it is an account's, that one alone.

    Otherwise, having the link proves access to the address's email.
    """
    owner = invitation.user or _verified_owner(invitation.email)
    return owner is None or owner.pk == user.pk


def probable_account(invitation: Invitation) -> User | None:
    """The account that the person probably has; its address may not be verified."""
    if invitation.user is not None:
        return invitation.user
    return next((user for user in find_users([invitation.email]) if user.is_active), None)


def _verified_owner(email: str) -> User | None:
    found = EmailAddress.objects.filter(email__iexact=email, verified=True, user__is_active=True)
    address = found.select_related("user").first() if email else None
    owner: User | None = address.user if address else None
    return owner


def invitations_for(user: User) -> QuerySet[Invitation]:
    """What waits for an answer of the person: for the account, or for a verified address of it."""
    addresses = EmailAddress.objects.filter(user=user, verified=True).values_list(
        "email", flat=True
    )
    theirs = Q(user=user)
    for address in addresses:
        theirs |= Q(user=None, email__iexact=address)
    waiting = Invitation.objects.filter(theirs, expires_at__gt=timezone.now())
    return waiting.exclude(course__enrollments__user=user).select_related("course", "by")


def token_of(invitation: Invitation) -> str:
    return _SIGNER.sign_object([invitation.pk, invitation.nonce])


def link_of(invitation: Invitation) -> str:
    """The address in the message."""
    return absolute(reverse("invitation", args=[token_of(invitation)]))


def invitation_at(token: str) -> Invitation | None:
    """The invitation that a link leads to; ``None`` for one that is made up or withdrawn."""
    try:
        pk, nonce = _SIGNER.unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found: Any = Invitation.objects.filter(pk=pk, nonce=nonce).select_related("course", "user")
    return found.first()


def create_account(*, invitation: Invitation, password: str, **names: str) -> User | None:
    """An account with the address that was invited, which is verified: its mail was read.

    ``None`` when somebody else took the username in the same moment.
    """
    user = User(email=invitation.email.lower(), **names)
    user.set_password(password)  # outside of the transaction: it is slow on purpose
    try:
        return _store_account(user)
    except (IntegrityError, ValidationError):
        return None


@in_transaction
def _store_account(user: User) -> User:
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
