"""People and the part they play in a course."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, Self

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courseware.people.skeletons import skeleton_of

NAME_TAKEN = _(
    "This name looks like one that is already taken. "
    "Choose a name that cannot be mistaken for another person's."
)
SHOWS_NOTHING = _("This name has no readable characters. Use letters and digits.")


class SkeletonField(models.CharField):
    """The skeleton of the username, set whenever a row is added, by `bulk_create` too."""

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        if add:
            setattr(instance, self.attname, skeleton_of(instance.username))
        return super().pre_save(instance, add)


class Theme(models.TextChoices):
    SYSTEM = "", _("Same as my device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class TextSize(models.TextChoices):
    NORMAL = "", _("Normal")
    LARGE = "large", _("Large")
    LARGER = "larger", _("Larger")


class MailDigest(models.TextChoices):
    """Whether unread notices are mailed (`courseware.notices.digest`)."""

    DAILY = "daily", _("Once a day, at 7 in the morning")
    NEVER = "never", _("Never")


class User(AbstractUser):
    """A person who can sign in. Rights in a course come from an `Enrollment`.

    ``skeleton`` keeps names apart that can be mistaken for each other (`people.skeletons`). It is
    empty for people whose name was mistakable before this was checked. The first and last name are
    the real ones, for instructors. Empty preferences are the browser's.
    """

    skeleton: Any = SkeletonField(max_length=150, unique=True, null=True, editable=False)

    shown_name = models.CharField(max_length=60, blank=True, default="")
    pen_name = models.CharField(max_length=30, blank=True, default="")
    time_zone = models.CharField(max_length=50, blank=True, default="")
    language = models.CharField(max_length=10, blank=True, default="")
    theme = models.CharField(max_length=10, blank=True, default="", choices=Theme.choices)
    text_size = models.CharField(max_length=10, blank=True, default="", choices=TextSize.choices)
    mail_digest = models.CharField(
        max_length=10, choices=MailDigest.choices, default=MailDigest.DAILY
    )
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:
        user = super().from_db(db, field_names, values)
        user._stored_name = user.__dict__.get("username")
        return user

    def refresh_from_db(
        self,
        using: str | None = None,
        fields: Iterable[str] | None = None,
        from_queryset: models.QuerySet[Any] | None = None,
    ) -> None:
        """Reads a deferred name as well, which is not a new one then."""
        fields = None if fields is None else list(fields)
        super().refresh_from_db(using, fields, from_queryset)
        if fields is None or "username" in fields:
            self._stored_name = self.username

    def clean(self) -> None:
        """Any form that makes or renames a person comes here."""
        super().clean()
        if self._has_new_name():
            try:
                check_skeleton(self.username, but=self.pk)
            except ValidationError as error:
                raise ValidationError({"username": error.messages}) from None

    def save(self, *args: Any, **options: Any) -> None:
        """Raises `ValidationError` for a new name that looks like another person's."""
        if self._has_new_name():
            self.skeleton = check_skeleton(self.username, but=self.pk)
            fields: Iterable[str] | None = options.get("update_fields")
            if fields is not None and "username" in fields:
                options["update_fields"] = {*fields, "skeleton"}
        super().save(*args, **options)
        self._stored_name = self.username

    def _has_new_name(self) -> bool:
        if self._state.adding:
            return True
        return "username" in self.__dict__ and self.username != self._stored_name

    _stored_name: str | None = None

    @property
    def display_name(self) -> str:
        """The real name, as instructors see it."""
        if self.erased_at:
            return gettext("Deleted account %(number)d") % {"number": self.pk}
        return self.get_full_name() or self.username

    @property
    def public_name(self) -> str:
        """The name that the person chose to be shown by to others."""
        return self.shown_name or self.display_name


def check_skeleton(username: str, *, but: int | None = None) -> str:
    """The skeleton of a username that nobody has, except ``but``.

    Raises `ValidationError` for a name that is taken or shows nothing.
    """
    skeleton = skeleton_of(username)
    if not skeleton:
        raise ValidationError(SHOWS_NOTHING, code="shows_nothing")
    if User.objects.filter(skeleton=skeleton).exclude(pk=but).exists():
        raise ValidationError(NAME_TAKEN, code="name_taken")
    return skeleton


class Role(models.TextChoices):
    """What a role may do: `courseware.people.permissions`."""

    STUDENT = "student", _("Student")
    OBSERVER = "observer", _("Observer")
    AUTHOR = "author", _("Author")
    GRADER = "grader", _("Grader")
    ASSISTANT = "assistant", _("Assistant")
    INSTRUCTOR = "instructor", _("Instructor")


class ThrottleCounter(models.Model):
    """A count of failed sign-ins, or of other limited requests, under one key.

    ``count`` is how many there were at ``updated_at``; it falls again with time (`throttle`).
    """

    key = models.CharField(max_length=64, primary_key=True)
    count = models.FloatField()
    updated_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.count:.1f} at {self.updated_at:%Y-%m-%d %H:%M:%S}"


class KnownNetwork(models.Model):
    """A network from which a person has signed in, as a hash."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="known_networks")
    network_hash = models.CharField(max_length=64)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "network_hash"], name="one_row_a_known_network")
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.seen_at:%Y-%m-%d})"


class Section(models.Model):
    """A part of a course's students, such as a tutorial group."""

    course = models.ForeignKey("items.Course", on_delete=models.CASCADE, related_name="sections")
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["course", "name"], name="one_section_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Enrollment(models.Model):
    """One person's part in one course.

    A student belongs to ``sections``. Of staff they limit whom the person sees and grades; without
    any it is the whole course.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="enrollments")
    course = models.ForeignKey("items.Course", on_delete=models.CASCADE, related_name="enrollments")
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.STUDENT)
    sections = models.ManyToManyField(Section, blank=True, related_name="enrollments")
    enrolled_at = models.DateTimeField(auto_now_add=True)
    news_seen_at = models.DateTimeField(
        null=True, blank=True, help_text="What happened until then is not told as new any more."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "course"], name="one_enrollment_a_course")
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.role}, {self.course})"

    @property
    def news_since(self) -> datetime:
        return self.news_seen_at or self.enrolled_at
