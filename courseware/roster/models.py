"""People who were in a course or are asked into it, and what was changed about that."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courseware.people.models import Role, Section

INVITED_FOR = timedelta(days=30)
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8


def new_nonce() -> str:
    return secrets.token_urlsafe(16)


def new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def invited_until() -> datetime:
    return timezone.now() + INVITED_FOR


class FormerEnrollment(models.Model):
    """An enrollment that was ended. With it, the person comes back to all of their work.

    It is no `Enrollment`, so that whatever asks who is in a course never finds the person.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="former_enrollments"
    )
    course = models.ForeignKey(
        "items.Course", on_delete=models.CASCADE, related_name="former_enrollments"
    )
    role = models.CharField(max_length=20, choices=Role.choices)
    sections = models.ManyToManyField(Section, blank=True, related_name="+")
    enrolled_at = models.DateTimeField()
    news_seen_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "course"], name="one_former_enrollment")
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.role}, {self.course}) until {self.removed_at:%Y-%m-%d}"


class Invitation(models.Model):
    """Somebody is asked into a course by mail, and has not answered yet.

    ``user`` is set where an account was invited by its username; it may have no address. ``nonce``
    is in the link of the message; the row is deleted when the invitation is accepted or withdrawn.
    """

    course = models.ForeignKey("items.Course", on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="invitations",
    )
    first_name = models.CharField(max_length=150, blank=True)
    last_name = models.CharField(max_length=150, blank=True)
    username = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.STUDENT)
    sections = models.ManyToManyField(Section, blank=True, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=invited_until)
    asked_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)
    nonce = models.CharField(max_length=40, default=new_nonce)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                "course", Lower("email"), condition=~Q(email=""), name="one_invitation_an_address"
            ),
            models.UniqueConstraint(fields=["course", "user"], name="one_invitation_an_account"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.role}, {self.course})"

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.email or self.username

    @property
    def has_expired(self) -> bool:
        return timezone.now() > self.expires_at


class RosterAddress(models.Model):
    """The address by which a roster knows a person, where it is none of their account."""

    course = models.ForeignKey("items.Course", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField()

    class Meta:
        constraints = [
            models.UniqueConstraint("course", Lower("email"), name="one_person_an_address")
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.user}"


class JoinCode(models.Model):
    """Anyone who has it can enroll as a student, in a section if there is one."""

    course = models.ForeignKey("items.Course", on_delete=models.CASCADE, related_name="join_codes")
    section = models.ForeignKey(Section, null=True, blank=True, on_delete=models.CASCADE)
    code = models.CharField(max_length=20, unique=True, default=new_code)
    expires_at = models.DateTimeField(null=True, blank=True)
    most = models.PositiveIntegerField(null=True, blank=True)
    used = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["section__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["course"], condition=Q(section=None), name="one_code_a_course"
            ),
            models.UniqueConstraint(
                fields=["section"], condition=Q(section__isnull=False), name="one_code_a_section"
            ),
            models.CheckConstraint(
                condition=Q(most=None) | Q(used__lte=F("most")), name="no_code_beyond_its_limit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.course})"

    @property
    def has_expired(self) -> bool:
        return self.expires_at is not None and timezone.now() > self.expires_at

    @property
    def is_used_up(self) -> bool:
        return self.most is not None and self.used >= self.most


class RosterFile(models.Model):
    """A roster that was read and is not imported yet; ``rows`` are its people."""

    course = models.ForeignKey("items.Course", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    roster: Any = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.course}, {self.created_at:%Y-%m-%d %H:%M}"


class Change(models.TextChoices):
    """What was done to a person's part in a course."""

    JOINED = "joined", _("Enrolled")
    ADDED = "added", _("Added by the staff")
    ROLE = "role", _("Role changed")
    SECTIONS = "sections", _("Sections changed")
    REMOVED = "removed", _("Removed from the course")
    RESTORED = "restored", _("Restored")


class RosterChange(models.Model):
    """One line of the history of a person in a course."""

    course = models.ForeignKey("items.Course", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roster_changes"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    change = models.CharField(max_length=20, choices=Change.choices)
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["course", "user"], name="roster_changes")]

    def __str__(self) -> str:
        return f"{self.user}: {self.change} {self.detail}"
