"""The courses of platforms that open a course here, and taking over their members."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from courseware.lti import contexts, members, roster
from courseware.lti.models import Context
from courseware.lti.views.pages import number_in
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.roster.services import RosterRefused

manages_people = permission_required(Permission.MANAGE_PEOPLE)


@never_cache
@manages_people
def connected(request: HttpRequest) -> HttpResponse:
    """Lists them. A POST has the members of one read, or disconnects it."""
    own = Context.objects.filter(course=request.course).select_related("deployment__platform")
    if request.method == "POST":
        context = own.filter(pk=number_in(request.POST.get("context", ""))).first()
        if context is None:
            messages.error(request, _("This course is no longer connected."))
        elif "disconnect" in request.POST:
            contexts.connect(context, None, by=request.user)
            messages.success(request, _("The platform course was disconnected."))
        else:
            members.ask(context)
            return redirect("lti-members", request.course.slug, context.pk)
        return redirect("lti-contexts", request.course.slug)
    return render(request, "lti/contexts.html", {"contexts": own})


@never_cache
@manages_people
def listed(request: HttpRequest, pk: int) -> HttpResponse:
    """What taking over the members would change; a POST does it, if it is still what was shown."""
    own = Context.objects.filter(course=request.course).select_related(
        "course", "deployment__platform"
    )
    found = own.filter(pk=pk).first()
    if found is None:
        raise Http404(_("This course is not connected to that platform course."))
    refusal = ""
    if request.method == "POST":
        try:
            plan = roster.take_over(
                context=found,
                digest=request.POST.get("digest", ""),
                section="section" in request.POST,
                remove_missing="remove_missing" in request.POST,
                by=request.user,
            )
            messages.success(request, _summary(plan, "remove_missing" in request.POST))
            return redirect("people", request.course.slug)
        except roster.StalePlan:
            refusal = _(
                "The course has changed since this was shown. Nothing was changed. Check the "
                "changes again."
            )
        except RosterRefused as error:
            refusal = str(error)
    plan = roster.plan_of(found, request.user)
    shown = {
        "context": found,
        "plan": plan,
        "refusal": refusal,
        "some": plan.changes_anything or plan.missing,
        "groups": [
            (_("Will be enrolled"), plan.of(roster.ADDED)),
            (_("Will be restored, with all earlier work"), plan.of(roster.RESTORED)),
            (_("Will be changed"), plan.of(roster.CHANGED)),
            (_("Will be asked to connect their account"), plan.of(roster.WAITS)),
            (_("Will be skipped: no equivalent role here"), plan.of(roster.LEFT_OUT)),
            (_("Stay as they are"), plan.of(roster.UNCHANGED)),
        ],
    }
    return render(request, "lti/members.html", shown, status=409 if refusal else 200)


def _summary(plan: roster.Plan, removed: bool) -> str:
    added = len(plan.of(roster.ADDED))
    changed = len(plan.of(roster.CHANGED)) + len(plan.of(roster.RESTORED))
    gone = len(plan.missing) if removed else 0
    parts = [
        ngettext("%(count)d person enrolled", "%(count)d people enrolled", added),
        ngettext("%(count)d changed", "%(count)d changed", changed),
        ngettext("%(count)d removed", "%(count)d removed", gone),
    ]
    counts = (added, changed, gone)
    words = [part % {"count": count} for part, count in zip(parts, counts, strict=True) if count]
    return ", ".join(words) + "." if words else _("There was nothing to change.")
