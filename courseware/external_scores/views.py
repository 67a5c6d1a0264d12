"""Making a column for scores from outside, and the page of one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courseware.deadlines.selectors import window_of
from courseware.external_scores.forms import ExternalItemForm
from courseware.external_scores.kind import NAME
from courseware.external_scores.rules import put_into_category
from courseware.external_scores.services import make_external_item
from courseware.gradebook.grid.query import GridQuery
from courseware.gradebook.models import Score
from courseware.items.selectors import item_or_404
from courseware.people.permissions import Permission
from courseware.people.policy import member_required, permission_required


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.CHANGE_COURSE)
def add(request: HttpRequest) -> HttpResponse:
    """Makes an item; then to its column of the gradebook."""
    form = ExternalItemForm(
        request.POST if request.method == "POST" else None, course=request.course
    )
    if not form.is_valid():
        context = {"form": form}
        status = 422 if form.is_bound else 200
        return render(request, "external_scores/add.html", context, status=status)
    values = dict(form.cleaned_data)
    category = values.pop("category", "")
    item = make_external_item(course=request.course, **values)
    if category:
        put_into_category(item=item, category=category, rules=form.rules, by=request.user)
    sentence = _("“%(title)s” was added. Open a student's cell to enter a score, or import a file.")
    messages.success(request, sentence % {"title": item.title})
    address = GridQuery(items=f"item-{item.pk}").address()
    response = redirect("gradebook", request.course.slug)
    response["Location"] += address
    return response


@require_safe
@member_required
def item(request: HttpRequest, slug: str) -> HttpResponse:
    """What the item is, and the reader's own score as far as it is released."""
    found = item_or_404(request.course, NAME, slug)
    score = Score.objects.filter(item=found, user=request.user).first()
    context = {
        "item": found,
        "window": window_of(found, request.user),
        "score": None if found.scores_held else score,
        "fraction": score.effective if score and not found.scores_held else None,
    }
    return render(request, "external_scores/item.html", context)
