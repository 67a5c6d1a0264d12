"""Keeping a draft, and taking the editor's code along as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from courseware.items.selectors import item_or_404
from courseware.people.policy import member_required
from labs.drafts import services
from labs.models import Draft
from labs.submissions.code_file import normalize
from labs.submissions.downloads import code_response
from labs.submissions.refusals import SubmissionRefused

MAX_DIGITS = 9


@require_POST
@member_required
def save(request: HttpRequest, slug: str) -> JsonResponse:
    """Stores what is in the editor. 409 with the other draft where that has not been seen."""
    item, seen = item_or_404(request.course, "lab", slug), request.POST.get("seen", "")
    number = int(seen) if seen.isdecimal() and len(seen) <= MAX_DIGITS else 0
    try:
        draft = services.save(
            item=item, user=request.user, code=request.POST.get("code", ""), seen=number
        )
    except services.DraftConflict as conflict:
        return JsonResponse(_facts(conflict.draft) | {"code": conflict.draft.code}, status=409)
    except SubmissionRefused as refusal:
        return JsonResponse({"sentence": refusal.sentence}, status=refusal.status)
    return JsonResponse(_facts(draft))


@require_POST
@member_required
def download(request: HttpRequest, slug: str) -> HttpResponse:
    """The code that was posted, as a Python file or a notebook. Nothing is stored."""
    item = item_or_404(request.course, "lab", slug)
    code = normalize(request.POST.get("source", ""))
    return code_response(item, code, item.slug, request.POST.get("as", ""))


def _facts(draft: Draft) -> dict[str, Any]:
    return {"version": draft.version, "saved_at": draft.saved_at.isoformat()}
