"""Copies a course to a new term: content, settings and rules, with later dates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext as _

from courseware.course_settings.services import set_fields
from courseware.courses.loader import store
from courseware.courses.reader import read_course
from courseware.database.transactions import in_transaction
from courseware.deadlines.window import postponed
from courseware.gradebook.models import GradingRules
from courseware.gradebook.recounting import apply_counting
from courseware.items.kinds import kinds_made_on_site
from courseware.items.models import Course, Item
from courseware.people.models import Role
from courseware.roster.models import Change
from courseware.roster.services import enroll
from grader.files.faults import Faults, FaultyFiles

DATES = ("opens_at", "due_at", "closes_at")
NO_CREDIT = "no_credit_from"
ITEM_SETTINGS = ("title", "points")
COURSE_SETTINGS = ("summary", "late_days")
MOST_DAYS = 3650  # that dates are moved by


class CopyRefused(Exception):
    """Why a course is not copied; the sentence says what to do."""


@dataclass(frozen=True)
class Copy:
    """What a copy is to be: its slug and title, how much later its dates are, and with whom."""

    slug: str
    title: str
    days: int = 0
    staff: bool = False


def copy_course(course: Course, wanted: Copy, *, again: bool = False) -> Course:
    """The new course, closed for enrollment; its folder is that of the first.

    Content comes from the folder as it is now; points and dates are those of the course, as
    somebody may have changed them on the site. People, their work and extensions stay behind.
    ``again`` completes a copy that was interrupted.

    Raises:
        CopyRefused: when the slug is none, or taken, or something is too large.
        FaultyFiles: when the folder has mistakes; and then nothing was stored.
    """
    if not again:
        refuse_slug(wanted.slug)
        _refuse_too_much(wanted)
    faults = Faults()
    plan = read_course(Path(course.source), faults)
    if plan is None or faults:
        raise FaultyFiles(faults)
    made = store(replace(plan, slug=wanted.slug, title=wanted.title)).course
    _copy_items_made_on_site(course, made)
    _copy_settings(course, made, timedelta(days=wanted.days))
    if wanted.staff:
        _copy_staff(course, made)
    made.refresh_from_db()
    return made


def refuse_slug(slug: str) -> None:
    """Raises: CopyRefused: for a slug that is none, or taken."""
    try:
        validate_slug(slug)
    except ValidationError as error:
        text = _("“%(slug)s” cannot be used in a URL. Use letters, digits, and hyphens.")
        raise CopyRefused(text % {"slug": slug}) from error
    _refuse_long("slug", slug)
    if Course.objects.filter(slug=slug).exists():
        text = _("There is already a course “%(slug)s”. Choose another slug.")
        raise CopyRefused(text % {"slug": slug})


def _refuse_too_much(wanted: Copy) -> None:
    _refuse_long("title", wanted.title)
    if abs(wanted.days) > MOST_DAYS:
        raise CopyRefused(_("Dates can be shifted by at most %(most)d days.") % {"most": MOST_DAYS})


def _refuse_long(field: str, text: str) -> None:
    most = Course._meta.get_field(field).max_length
    if len(text) > most:
        values = {"text": text, "most": most}
        raise CopyRefused(_("“%(text)s” is too long. Use at most %(most)d characters.") % values)


def _copy_settings(course: Course, made: Course, shift: timedelta) -> None:
    """As if they were set on the site, so that loading the files leaves them alone."""
    reason = _("Copied from %(course)s") % {"course": course.title}
    values = {name: getattr(course, name) for name in COURSE_SETTINGS}
    values["late_policy"] = _later_policy(course.late_policy, shift)
    set_fields(made, values, by=None, reason=reason)
    before = {(item.kind, item.slug): item for item in course.items.filter(retired=False)}
    for item in made.items.filter(retired=False):
        # One without a former came into the folder since the course was loaded.
        former = before.get((item.kind, item.slug), item)
        dates = {name: getattr(former, name) for name in DATES}
        values = {name: getattr(former, name) for name in ITEM_SETTINGS}
        values |= {name: postponed(date, shift) if date else None for name, date in dates.items()}
        values["late_policy"] = _later_policy(former.late_policy, shift)
        set_fields(item, values, by=None, reason=reason)
        Item.objects.filter(pk=item.pk).update(scores_held=former.scores_held)
    _copy_rules(course, made)


@in_transaction
def _copy_items_made_on_site(course: Course, made: Course) -> None:
    """Those that the files do not list; points and dates are copied with the others'."""
    kinds = [kind.name for kind in kinds_made_on_site()]
    chapters = {chapter.slug: chapter for chapter in made.chapters.all()}
    for item in course.items.filter(kind__in=kinds, retired=False).select_related("chapter"):
        about = {"title": item.title, "points": item.points, "position": item.position}
        if item.chapter is not None:
            about["chapter"] = chapters.get(item.chapter.slug)
        Item.objects.get_or_create(course=made, kind=item.kind, slug=item.slug, defaults=about)


def _later_policy(policy: dict[str, Any] | None, shift: timedelta) -> dict[str, Any] | None:
    """A late policy as plain data, with its date moved too."""
    if not policy or not policy.get(NO_CREDIT):
        return policy
    date = postponed(datetime.fromisoformat(policy[NO_CREDIT]), shift)
    return {**policy, NO_CREDIT: date.isoformat()}


@in_transaction
def _copy_rules(course: Course, made: Course) -> None:
    rules = GradingRules.objects.filter(course=course).first()
    if rules is not None:
        GradingRules.objects.update_or_create(
            course=made, defaults={"from_file": rules.from_file, "on_site": rules.on_site}
        )
    apply_counting(made)


@in_transaction
def _copy_staff(course: Course, made: Course) -> None:
    """With their roles; sections belong to the students of one term."""
    for enrollment in course.enrollments.exclude(role=Role.STUDENT).select_related("user"):
        enroll(course=made, user=enrollment.user, role=enrollment.role, change=Change.ADDED)
