"""Setting fields on the site, and taking them back to what the files say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from courseware.course_settings.fields import Field, fields_of
from courseware.course_settings.models import SettingChange, SiteSetting
from courseware.database.transactions import in_transaction
from courseware.deadlines.services import judge_lateness
from courseware.items.models import Course, Item
from courseware.people.models import User

_LATENESS = {"due_at", "closes_at", "late_policy", "late_days"}
"""Fields that decide how late work is and what that costs."""


def set_fields(
    target: Course | Item, values: Mapping[str, Any], *, by: User | None, reason: str = ""
) -> list[str]:
    """Sets fields, by name, to what the model holds; returns the names of those that changed.

    From now on loading the course's files leaves them alone.
    """
    changed = _set(target, values, by=by, reason=reason)
    if _LATENESS.intersection(changed):
        _judge(target, by)
    return changed


def use_file(target: Course | Item, field: str, *, by: User | None, reason: str = "") -> bool:
    """Sets a field to what the files say, which it follows again; whether it was set here."""
    was_set = _use_file(target, field, by=by, reason=reason)
    if was_set and field in _LATENESS:
        _judge(target, by)
    return was_set


@in_transaction
def _set(
    target: Course | Item, values: Mapping[str, Any], *, by: User | None, reason: str
) -> list[str]:
    stored = _locked(target)
    changed = []
    for name, value in values.items():
        field = fields_of(target)[name]
        before, after = field.plain(getattr(stored, name)), field.plain(value)
        if before == after:
            continue
        setting, _created = SiteSetting.objects.get_or_create(
            **_place(target), field=name, defaults={"file_value": before}
        )
        setting.by, setting.at = by, timezone.now()
        setting.save(update_fields=["by", "at"])
        _record(target, field, before, after, by=by, reason=reason)
        setattr(stored, name, value)
        setattr(target, name, value)
        changed.append(name)
    if changed:
        stored.save(update_fields=changed)
    return changed


@in_transaction
def _use_file(target: Course | Item, name: str, *, by: User | None, reason: str) -> bool:
    stored, field = _locked(target), fields_of(target)[name]
    setting = SiteSetting.objects.filter(**_place(target), field=name).first()
    if setting is None:
        return False
    before = field.plain(getattr(stored, name))
    _record(target, field, before, setting.file_value, by=by, reason=reason, from_file=True)
    value = field.value(setting.file_value)
    setattr(stored, name, value)
    setattr(target, name, value)
    stored.save(update_fields=[name])
    setting.delete()
    return True


@in_transaction
def follow_file(target: Course | Item, names: Iterable[str]) -> None:
    """Fields that are as the files have them follow the files again."""
    for setting in SiteSetting.objects.filter(**_place(target), field__in=list(names)):
        field = fields_of(target)[setting.field]
        if field.plain(getattr(target, setting.field)) == setting.file_value:
            setting.delete()


def apply_file(target: Course | Item, values: Mapping[str, Any]) -> list[str]:
    """Gives the target what the files say, except what was set on the site, which is returned.

    To be called when files are loaded; the caller saves the target.
    """
    settings = {row.field: row for row in SiteSetting.objects.filter(**_place(target))}
    for name, value in values.items():
        if name not in settings:
            setattr(target, name, value)
            continue
        plain = fields_of(target)[name].plain(value)
        if settings[name].file_value != plain:
            settings[name].file_value = plain
            settings[name].save(update_fields=["file_value"])
    return [name for name in values if name in settings]


def _judge(target: Course | Item, by: User | None) -> None:
    judge_lateness([target] if isinstance(target, Item) else list(target.items.all()), None, by)


def _locked(target: Course | Item) -> Any:
    return type(target).objects.select_for_update(of=("self",)).get(pk=target.pk)


def _place(target: Course | Item) -> dict[str, Any]:
    if isinstance(target, Item):
        return {"course_id": target.course_id, "item": target}
    return {"course": target, "item": None}


def _record(
    target: Course | Item, field: Field, before: Any, after: Any, *, reason: str, **values: Any
) -> None:
    SettingChange.objects.create(
        **_place(target),
        field=field.name,
        before=before,
        after=after,
        reason=reason[:200],
        **values,
    )
