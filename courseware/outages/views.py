"""Outages that the site has noticed, whom one concerns, and the decision on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courseware.outages import selectors, services
from courseware.outages.forms import FORMAT, DecisionForm, TimesForm
from courseware.outages.models import OutageDecision
from courseware.outages.selectors import Affected
from courseware.people.models import User
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required

SHOWN = 50
LISTED = 200


@require_safe
@never_cache
@permission_required(Permission.CHANGE_COURSE)
def outages(request: HttpRequest) -> HttpResponse:
    """What the site has noticed and nobody has decided on, and what was decided."""
    decisions = OutageDecision.objects.filter(course=request.course).select_related("by")
    context = {
        "proposed": [
            (outage, _times(outage.start, outage.end))
            for outage in selectors.proposed(request.course)
        ],
        "decisions": decisions[:SHOWN],
        "form": TimesForm(),
        "zone": timezone.get_current_timezone_name(),
    }
    return render(request, "outages/list.html", context)


def _times(start: Any, end: Any) -> dict[str, str]:
    """As the form reads them."""
    return {
        "start": f"{timezone.localtime(start):{FORMAT}:%S}",
        "end": f"{timezone.localtime(end):{FORMAT}:%S}",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@permission_required(Permission.CHANGE_COURSE)
def outage(request: HttpRequest) -> HttpResponse:
    """Who gets what back for an outage; posting gives it, or dismisses the outage."""
    posted = request.method == "POST"
    times = TimesForm(request.POST if posted else request.GET)
    if not times.is_valid():
        context = {"times": times, "zone": timezone.get_current_timezone_name()}
        return render(request, "outages/outage.html", context, status=422)
    start, end = times.cleaned_data["start"], times.cleaned_data["end"]
    form = DecisionForm(request.POST if posted else None, initial=_times(start, end))
    if posted and form.is_valid():
        decide = services.dismiss if "dismiss" in request.POST else services.credit
        decide(
            course=request.course,
            start=start,
            end=end,
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
        if decide is services.credit:
            messages.success(
                request, _("The extensions are being granted, starting with attempts in progress.")
            )
        return redirect("outages", request.course.slug)
    found = selectors.affected(request.course, start, end)
    context = {"start": start, "end": end, "form": form, "affected": len(found)}
    context |= {"items": _by_item(found), "rows": _named(found[:LISTED]), "most": LISTED}
    return render(request, "outages/outage.html", context, status=422 if posted else 200)


def _by_item(found: Sequence[Affected]) -> list[tuple[Any, int]]:
    counts = Counter(each.item for each in found)
    return sorted(counts.items(), key=lambda pair: pair[0].position)


def _named(found: Sequence[Affected]) -> list[tuple[User, Affected]]:
    people = User.objects.in_bulk({each.user for each in found})
    return [(people[each.user], each) for each in found]
