"""What can be linked to in a course, and the message that tells the platform what was chosen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from pylti1p3.deep_link import DeepLink
from pylti1p3.deep_link_resource import DeepLinkResource
from pylti1p3.lineitem import LineItem

from courseware.chapters.selectors import chapters_of
from courseware.items.kinds import kind_named
from courseware.items.models import Course, Item
from courseware.items.selectors import items_of
from courseware.lti.claims import Claims
from courseware.lti.contexts import CHAPTER
from courseware.lti.library import registration_of
from courseware.lti.models import Context, Platform
from courseware.lti.refusals import Refused

MOST = 100  # links at once
_CLAIM = "https://purl.imsglobal.org/spec/lti-dl/claim"


@dataclass(frozen=True)
class Choice:
    """Something that a link can lead to; ``points`` are ``None`` where there is no score."""

    name: str  # as links carry it
    title: str
    label: str
    points: float | None = None


def groups(course: Course) -> list[tuple[str, list[Choice]]]:
    """By chapter: its text, and the items in it; at last the items in none."""
    items = list(items_of(course))
    found = []
    for chapter in chapters_of(course):
        text = Choice(f"{CHAPTER}/{chapter.slug}", chapter.title, _("Chapter"))
        inside = [_of(item) for item in items if item.chapter_id == chapter.pk]
        found.append((chapter.title, [text, *inside]))
    rest = [_of(item) for item in items if item.chapter_id is None]
    return [*found, (_("Other items"), rest)] if rest else found


def _of(item: Item) -> Choice:
    kind = kind_named(item.kind)
    return Choice(
        f"{item.kind}/{item.slug}",
        item.title,
        str(kind.label),
        float(item.points),
    )


def takes_several(claims: Claims) -> bool:
    return bool((claims.deep_linking or {}).get("accept_multiple"))


def return_address(claims: Claims) -> str:
    """Where the answer goes. Raises: Refused: the platform has not said where."""
    address = str((claims.deep_linking or {}).get("deep_link_return_url", ""))
    if not address:
        raise Refused(_("The platform did not say where to send the selection."))
    return address


def chosen(context: Context, claims: Claims, names: Sequence[str]) -> list[Choice]:
    """The choices with these names, as many as the platform takes."""
    if context.course is None:
        return []
    known = {each.name: each for _title, group in groups(context.course) for each in group}
    found = [known[name] for name in dict.fromkeys(names) if name in known]
    return found[: MOST if takes_several(claims) else 1]


def answer(platform: Platform, claims: Claims, choices: Sequence[Choice], launch_url: str) -> str:
    """The signed message for the platform."""
    settings = claims.deep_linking or {}
    data = json.loads(settings.get("data") or "null")
    link = DeepLink(
        registration_of(platform),
        claims.deployment,
        {"deep_link_return_url": return_address(claims), "data": data},
    )
    lines = bool(settings.get("accept_lineitem", True))
    message: dict[str, Any] = link.get_message_jwt(
        [_resource(each, launch_url, lines) for each in choices]
    )
    for item in message[f"{_CLAIM}/content_items"]:
        item["window"] = {"targetName": "_blank"}  # where browsers keep our cookies
    if data is None:  # what was not sent is not sent back
        message.pop(f"{_CLAIM}/data", None)
    return str(link.encode_jwt(message))


def _resource(choice: Choice, launch_url: str, lines: bool) -> DeepLinkResource:
    resource = DeepLinkResource().set_title(choice.title).set_url(launch_url)
    resource.set_custom_params({"item": choice.name})
    if choice.points is not None and lines:
        line = LineItem().set_label(choice.title).set_score_maximum(max(choice.points, 0.01))
        resource.set_lineitem(line.set_resource_id(choice.name))
    return resource
