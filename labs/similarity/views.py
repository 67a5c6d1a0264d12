"""Pages of similarity: the pairs of a lab, and two submissions side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courseware.items.models import Item
from courseware.items.selectors import item_or_404
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from labs.comparisons import SimilarPair
from labs.selectors import form_of
from labs.similarity import choosing, selectors, services
from labs.similarity.forms import ComparisonForm, ReviewForm
from labs.similarity.marked_code import marked_lines
from labs.similarity.selectors import ShownPair

MAX_CHARS = 200_000
"""Of one side; longer code is not drawn."""
_see_grades = permission_required(Permission.SEE_GRADES)


@require_http_methods(["GET", "HEAD", "POST"])
@_see_grades
def similarity(request: HttpRequest, slug: str) -> HttpResponse:
    """The pairs of the last comparison; a POST asks for a new one."""
    item = item_or_404(request.course, "lab", slug)
    if request.method == "POST" and request.access.section_ids is not None:
        raise PermissionDenied(_("Only staff who can see the whole course can start comparisons."))
    earlier = choosing.earlier_items(item, request.user)
    form = ComparisonForm(request.POST if request.method == "POST" else None, earlier=earlier)
    status, refusal = 200, ""
    if form.is_bound and not form_of(item):
        try:
            if form.is_valid():
                choice = form.cleaned_data["choice"]
                services.request_comparison(
                    item=item, by=request.user, choice=choice, earlier=form.earlier
                )
                return redirect("labs:similarity", request.course.slug, slug)
            status = 422
        except services.ComparisonRefused as error:
            status, refusal = 409, str(error)
    context = {"form": form, "refusal": refusal, **_overview(request, item)}
    return render(request, "labs/similarity.html", context, status=status)


@require_safe
@_see_grades
def progress(request: HttpRequest, slug: str) -> HttpResponse:
    """How far a comparison is; when it has ended, the page is read again."""
    item = item_or_404(request.course, "lab", slug)
    _done, current = selectors.latest(item)
    if current is None or not current.is_open:
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    context = {"item": item, "current": current}
    return render(request, "labs/similarity_progress.html", context)


def _overview(request: HttpRequest, item: Item) -> dict[str, Any]:
    done, current = selectors.latest(item)
    pairs = selectors.visible_pairs(done, request.access) if done else []
    show, search = request.GET.get("show", ""), request.GET.get("q", "").strip()
    return {
        "item": item,
        "asks_for_code": not form_of(item),
        "done": done,
        "current": current,
        "shown": _filtered(pairs, show, search),
        "outstanding": sum(each.pair.stands_out for each in pairs),
        "groups": _groups(pairs),
        "show": show,
        "search": search,
        "filtered": bool(show or search),
        "limited": request.access.section_ids is not None,
        "can_request": request.access.section_ids is None and not request.access.only_observes,
    }


def _filtered(pairs: list[ShownPair], show: str, search: str) -> list[ShownPair]:
    if show == "open":
        pairs = [each for each in pairs if each.review is None]
    elif show == "out":
        pairs = [each for each in pairs if each.pair.stands_out]
    elif show == "follow":
        pairs = [each for each in pairs if each.review and each.review.verdict == "follow"]
    words = search.casefold().split()
    return [
        each
        for each in pairs
        if all(
            word in f"{each.left.display_name} {each.right.display_name}".casefold()
            for word in words
        )
    ]


def _groups(pairs: list[ShownPair]) -> list[dict[str, Any]]:
    """Students that are joined by pairs that stand out, of those that the person may see."""
    groups: dict[int, dict[str, Any]] = {}
    for each in pairs:
        if each.pair.group:
            group = groups.setdefault(each.pair.group, {"people": {}, "pairs": 0, "first": each})
            group["people"] |= {p.pk: p.display_name for p in (each.left, each.right)}
            group["pairs"] += 1
    return [
        {**group, "people": sorted(group["people"].values())}
        for group in groups.values()
        if len(group["people"]) > 2
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@_see_grades
def pair(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Two submissions side by side; a POST adds a review."""
    item = item_or_404(request.course, "lab", slug)
    found = selectors.pair_or_404(item, pk, request.access)
    people = (found.left.user_id, found.right.user_id)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        services.review(item=item, people=people, by=request.user, **form.cleaned_data)
        messages.success(request, _("The review was saved."))
        return redirect("labs:similar-pair", request.course.slug, slug, pk)
    context = {
        "item": item,
        "pair": found,
        "sides": _sides(found),
        "too_long": max(len(found.left.code), len(found.right.code)) > MAX_CHARS,
        "reviews": list(selectors.reviews_of(item, people)),
        "form": form,
        **_neighbors(found, request),
    }
    return render(request, "labs/similar_pair.html", context, status=422 if form.is_bound else 200)


def _sides(found: SimilarPair) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "other": other,
            "submission": submission,
            "lines": marked_lines(submission.code, found.matches, name)
            if len(submission.code) <= MAX_CHARS
            else [],
            "other_term": submission.item.course_id != found.left.item.course_id,
        }
        for name, other, submission in (
            ("left", "right", found.left),
            ("right", "left", found.right),
        )
    ]


def _neighbors(found: SimilarPair, request: HttpRequest) -> dict[str, Any]:
    """The pairs before and after it in the list."""
    shown = [each.pair.pk for each in selectors.visible_pairs(found.comparison, request.access)]
    place = shown.index(found.pk)
    return {
        "previous": shown[place - 1] if place else None,
        "next": shown[place + 1] if place + 1 < len(shown) else None,
        "place": place + 1,
        "of": len(shown),
    }
