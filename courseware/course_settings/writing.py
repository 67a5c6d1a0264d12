"""course.yaml with what was set on the site: only the values change, comments and order stay.

The file is not written anew. Its places are found in the text (`yaml.compose` knows lines and
columns of every value), and each value is put into its place, or as a new line behind the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Q
from django.utils import timezone

from courseware.course_settings.fields import fields_of
from courseware.course_settings.models import SiteSetting
from courseware.items.kinds import kinds_made_on_site
from courseware.items.models import Course, Item

_REMOVED = object()
_PLAIN = {"opens_at", "due_at", "closes_at"}


@dataclass(frozen=True)
class Edit:
    """``text`` in place of the text from ``start`` to ``end``."""

    start: int
    end: int
    text: str


def changed_file(course: Course) -> str | None:
    """The text of the file with all settings of the site; ``None`` where it cannot be read."""
    try:
        text = (Path(course.source) / "course.yaml").read_text("utf-8")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (OSError, UnicodeError, yaml.YAMLError):
        return None
    if not isinstance(root, yaml.MappingNode):
        return None
    items = {place: node for place, node in _items(root)}
    edits: list[Edit] = []
    rows = SiteSetting.objects.filter(course=course).select_related("course", "item")
    for row in rows.order_by("pk"):
        target: Course | Item = row.item or row.course
        node = root if row.item is None else items.get((row.item.kind, row.item.slug))
        if node is not None:
            field = fields_of(target)[row.field]
            edits += _edits(text, node, field.key, _written(row.field, getattr(target, row.field)))
    for kind in kinds_made_on_site():
        edits += _list_of(kind.name, course, text, root)
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _list_of(kind: str, course: Course, text: str, root: yaml.MappingNode) -> list[Edit]:
    """All items of a kind that is made on the site, a line each; none where there are none."""
    hidden = SiteSetting.objects.filter(course=course, field="retired").values("item")
    items = course.items.filter(Q(retired=False) | Q(pk__in=hidden), kind=kind)
    lines = [f"\n  - {_written('', _entry(item))}" for item in items.select_related("chapter")]
    node = _value(root, kind)
    if node is not None:
        key = next(name for name, value in root.value if value is node)
        return [Edit(key.end_mark.index, _span(text, node)[1], ":" + ("".join(lines) or " []"))]
    start = "" if text.endswith("\n") else "\n"
    return [Edit(len(text), len(text), f"{start}{kind}:{''.join(lines)}\n")] if lines else []


def _entry(item: Item) -> dict[str, Any]:
    """As the reader of course.yaml expects it."""
    zone = timezone.get_default_timezone()
    entry: dict[str, Any] = {"slug": item.slug, "title": item.title}
    if item.chapter is not None:
        entry["chapter"] = item.chapter.slug
    entry["points"] = _plain(float(item.points))
    for key, date in (("opens", item.opens_at), ("due", item.due_at), ("closes", item.closes_at)):
        if date is not None:
            entry[key] = timezone.localtime(date, zone).strftime("%Y-%m-%d %H:%M")
    if item.late_policy is not None:
        entry["late"] = {key: _plain(value) for key, value in item.late_policy.items()}
    if item.retired:
        entry["hidden"] = True
    return entry


def _items(root: yaml.MappingNode) -> Iterable[tuple[tuple[str, str], yaml.MappingNode]]:
    """Each item's node by kind and slug."""
    for chapter in _sequence(_value(root, "chapters")):
        for item in _sequence(_value(chapter, "items")):
            for key, value in getattr(item, "value", ()):
                yield (key.value, value.value), item


def _value(node: Any, key: str) -> Any:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for name, value in pairs if name.value == key), None)


def _sequence(node: Any) -> Sequence[Any]:
    return node.value if isinstance(node, yaml.SequenceNode) else ()


def _written(field: str, value: Any) -> Any:
    """One line of YAML, or `_REMOVED`."""
    if value is None or (field == "late_days" and not value) or (field == "retired" and not value):
        return _REMOVED
    if isinstance(value, datetime):
        return timezone.localtime(value, timezone.get_default_timezone()).strftime("%Y-%m-%d %H:%M")
    if field == "points":
        return f"{value.normalize():f}"
    if isinstance(value, dict):
        value = {key: _plain(each) for key, each in value.items()}
    dumped = yaml.safe_dump(
        value, default_flow_style=True, allow_unicode=True, width=float("inf"), sort_keys=False
    )
    return dumped.removesuffix("\n").removesuffix("...").strip()


def _plain(value: Any) -> Any:
    """Whole numbers without a point, as authors write them."""
    return int(value) if isinstance(value, float) and value == int(value) else value


def _edits(text: str, node: yaml.MappingNode, key: str, written: Any) -> list[Edit]:
    for name, value in node.value:
        if name.value == key:
            if written is _REMOVED:
                return [_removal(text, node, name, value)]
            return [Edit(*_span(text, value), written)]
    if written is _REMOVED:
        return []
    return [_addition(text, node, f"{key}: {written}")]


def _span(text: str, value: Any) -> tuple[int, int]:
    """Without the line break at the end of a block."""
    start, end = value.start_mark.index, value.end_mark.index
    return start, start + len(text[start:end].rstrip())


def _removal(text: str, node: yaml.MappingNode, name: Any, value: Any) -> Edit:
    start, end = name.start_mark.index, _span(text, value)[1]
    if node.flow_style:
        comma = text[:start].rstrip()
        return Edit(len(comma) - comma.endswith(","), end, "")
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip():  # the first of a list's entry: `- title: …`
        return Edit(start, end, f"{name.value}:")
    following = text.find("\n", end)
    return Edit(line, len(text) if following < 0 else following + 1, "")


def _addition(text: str, node: yaml.MappingNode, line: str) -> Edit:
    """Behind the first value of the mapping, which names the item or the course."""
    first, value = node.value[0]
    end = _span(text, value)[1]
    if node.flow_style:
        return Edit(end, end, f", {line}")
    following = text.find("\n", end)
    end = len(text) if following < 0 else following
    return Edit(end, end, f"\n{' ' * first.start_mark.column}{line}")
