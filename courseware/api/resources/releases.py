"""Holding back and releasing the scores of an item."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from courseware.api.authentication import TEACH
from courseware.api.courses import Slug, require
from courseware.api.problems import PROBLEMS
from courseware.api.texts import Reason
from courseware.gradebook.release import hold_scores, release_scores
from courseware.items.selectors import item_or_404
from courseware.people.permissions import Permission

router = Router(tags=["grades"])


class ReleaseIn(Schema):
    """Whether students see their scores of the item."""

    released: bool
    reason: Reason = ""


class ReleaseOut(Schema):
    """``changed`` is false where it was so already."""

    kind: str
    slug: str
    released: bool
    changed: bool


@router.put(
    "/{course}/items/{kind}/{slug}/release",
    response={200: ReleaseOut, **PROBLEMS},
    auth=TEACH,
    summary="Release or hold back scores",
)
def set_release(request: HttpRequest, course: Slug, kind: Slug, slug: Slug, body: ReleaseIn) -> Any:
    """Students with a score get a notice when it is released."""
    access = require(request, course, Permission.CHANGE_GRADES)
    item = item_or_404(access.course, kind, slug)
    change = release_scores if body.released else hold_scores
    changed = change(item=item, by=access.user, reason=body.reason)
    return {"kind": kind, "slug": slug, "released": body.released, "changed": changed}
