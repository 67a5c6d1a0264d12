"""Settings and late policies in templates."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from courseware.course_settings.fields import COURSE_FIELDS, ITEM_FIELDS
from courseware.course_settings.models import SettingChange
from courseware.course_settings.selectors import DatedChapter
from courseware.deadlines.late_words import policy_words
from courseware.items.models import Item

register = template.Library()


@register.filter
def late_policy(item: Item) -> str:
    """``{{ item|late_policy }}``: what holds for late work, in words."""
    if item.late_policy is None:
        words = policy_words(item.course.late_policy)
        return _("same as the course: %(policy)s") % {"policy": words}
    return policy_words(item.late_policy)


@register.filter
def setting_change(change: SettingChange) -> str:
    """``{{ change|setting_change }}``: what was changed from what to what."""
    fields = ITEM_FIELDS if change.item_id else COURSE_FIELDS
    field = fields[change.field]
    values = {"field": field.label, "before": field.words(change.before)}
    values["after"] = field.words(change.after)
    return _("%(field)s: %(before)s → %(after)s") % values


@register.filter
def field_label(name: str) -> str:
    """``{{ name|field_label }}``: of a field of an item, for people."""
    return str(ITEM_FIELDS[name].label)


@register.filter
def has_any(chapter: DatedChapter, numbers: set[str]) -> bool:
    """``{{ chapter|has_any:numbers }}``: whether one of its items is among those chosen."""
    return any(str(item.pk) in numbers for item in chapter.items)
