"""The operator's pages: platforms, their deployments and launches, and scores that were not taken.

For administrators of the site alone; for everybody else there are no such pages.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courseware.items.models import Course
from courseware.lti import contexts, keys, registering, scores
from courseware.lti.forms import PlatformForm
from courseware.lti.models import Context, Deployment, Launch, Platform, ScoreLine
from courseware.lti.views.pages import number_in
from courseware.people.operators import operator_required

SHOWN = 50  # launches, and scores that were not taken


@operator_required
def platforms(request: HttpRequest) -> HttpResponse:
    """Lists them. A POST adds one, makes a registration link, or changes the site's key."""
    posted = request.method == "POST"
    address, form = "", PlatformForm(initial={"active": True})
    if posted and "link" in request.POST:
        token = registering.make_link(request.user)
        address = request.build_absolute_uri(reverse("lti-register", args=[token]))
    elif posted and "rotate" in request.POST:
        keys.rotate()
        messages.success(
            request, _("The key was rotated. Platforms pick up the new one automatically.")
        )
        return redirect("lti-platforms")
    elif posted:
        form = PlatformForm(request.POST)
        if form.is_valid():
            platform = form.save()
            if key := form.cleaned_data["deployment"]:
                Deployment.objects.create(platform=platform, key=key, active=True)
            messages.success(request, _("The platform was added."))
            return redirect("lti-platform", platform.pk)
    names = {"login": "lti-login", "launch": "lti-launch", "keys": "lti-jwks"}
    shown = {
        "form": form,
        "address": address,
        "platforms": Platform.objects.annotate(
            waiting=Count("deployments", filter=Q(deployments__active=False))
        ),
        "own": {name: request.build_absolute_uri(reverse(page)) for name, page in names.items()},
        "key_ids": [key["kid"] for key in keys.public_keys()["keys"]],
        "launches": Launch.objects.select_related("platform", "user")[:SHOWN],
    }
    return render(request, "lti/platforms.html", shown, status=422 if form.is_bound else 200)


@operator_required
def platform(request: HttpRequest, pk: int) -> HttpResponse:
    """One platform. A POST changes it, or does what the button says."""
    found = Platform.objects.filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such platform. It may have been removed."))
    form = PlatformForm(instance=found)
    if request.method == "POST" and not _act(request, found):
        form = PlatformForm(request.POST, instance=found)
        if form.is_valid():
            form.save()
            Platform.objects.filter(pk=pk).update(keyset=None, keyset_at=None)
            messages.success(request, _("Saved."))
            return redirect("lti-platform", pk)
    elif request.method == "POST":
        gone = not Platform.objects.filter(pk=pk).exists()
        return redirect("lti-platforms") if gone else redirect("lti-platform", pk)
    lines = _lines(found)
    waiting = lines.exclude(version=F("sent_version"))
    shown = {
        "platform": Platform.objects.get(pk=pk),
        "form": form,
        "deployments": found.deployments.all(),
        "contexts": Context.objects.filter(deployment__platform=found).select_related("course"),
        "courses": Course.objects.order_by("title"),
        "launches": found.launches.select_related("user")[:SHOWN],
        "sent": lines.exclude(sent=None).count(),
        "waiting": waiting.filter(failures=0).count(),
        "failing": waiting.exclude(failures=0)
        .select_related("account__user", "link__item")
        .order_by("-failing_since")[:SHOWN],
    }
    return render(request, "lti/platform.html", shown, status=422 if form.is_bound else 200)


def _lines(platform: Platform) -> Any:
    return ScoreLine.objects.filter(link__context__deployment__platform=platform)


def _act(request: HttpRequest, platform: Platform) -> bool:
    """Whether one of the page's buttons was pressed, other than that of the form."""
    posted = request.POST
    if "allow" in posted or "forbid" in posted:
        key = number_in(posted.get("allow") or posted.get("forbid") or "")
        platform.deployments.filter(pk=key).update(active="allow" in posted)
    elif "context" in posted:
        context = Context.objects.filter(
            deployment__platform=platform, pk=number_in(posted["context"])
        ).first()
        course = Course.objects.filter(slug=posted.get("course", "").replace("\0", "")).first()
        if context is not None:
            contexts.connect(context, course, by=request.user)
    elif "retry" in posted:
        Platform.objects.filter(pk=platform.pk).update(down_until=None)
        count = scores.retry(_lines(platform))
        text = ngettext(
            "%(count)d score will be sent again.", "%(count)d scores will be sent again.", count
        )
        messages.success(request, text % {"count": count})
    elif "remove" in posted:
        platform.delete()
        messages.success(request, _("The platform was removed."))
    else:
        return False
    return True
