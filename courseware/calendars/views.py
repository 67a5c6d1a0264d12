"""The page about the feed, and the feed itself, which needs no signing in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courseware.calendars import selectors, services
from courseware.calendars.ics import calendar_of
from courseware.calendars.models import CalendarFeed

SHOWN = 10


@require_safe
@login_required
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    feed = CalendarFeed.objects.filter(user=request.user).first()
    now = timezone.now()
    ahead = [date for date in selectors.due_dates_for(request.user) if date.at >= now]
    context = {
        "feed": feed,
        "address": request.build_absolute_uri(_path_of(feed)) if feed else "",
        "dates": ahead[:SHOWN],
        "more": len(ahead[SHOWN:]),
    }
    return render(request, "calendars/page.html", context)


@require_POST
@login_required
def renew(request: HttpRequest) -> HttpResponse:
    services.renew_feed(user=request.user)
    messages.success(request, _("A new address was created. Any earlier one no longer works."))
    return redirect("calendar")


@require_POST
@login_required
def revoke(request: HttpRequest) -> HttpResponse:
    services.revoke_feed(user=request.user)
    messages.success(request, _("The address no longer works."))
    return redirect("calendar")


@require_safe
@never_cache
def feed(request: HttpRequest, pk: int, secret: str) -> HttpResponse:
    """For calendar programs: the address says who it is."""
    found = selectors.feed_or_404(pk, secret)
    content = calendar_of(
        selectors.due_dates_for(found.user),
        host=request.get_host(),
        address=request.build_absolute_uri,
        now=timezone.now(),
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="due-dates.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _path_of(feed: CalendarFeed) -> str:
    return reverse("calendar-feed", args=[feed.pk, feed.secret])
