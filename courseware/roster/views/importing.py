"""Importing a roster: what it holds, what it would change, and the import."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.roster.files.reading import read_roster
from courseware.roster.forms import RosterForm
from courseware.roster.importing import StalePlan, import_roster, keep, roster_of
from courseware.roster.models import RosterFile
from courseware.roster.plan import CHANGED, INVITED, RESTORED, UNCHANGED, RosterPlan, plan_import
from courseware.roster.services import RosterRefused

manages_people = permission_required(Permission.MANAGE_PEOPLE)


@manages_people
def upload(request: HttpRequest) -> HttpResponse:
    """The form; a list that was sent is shown before anything is done."""
    posted = request.method == "POST"
    form = RosterForm(request.POST, request.FILES) if posted else RosterForm()
    if posted and form.is_valid():
        roster = read_roster(form.cleaned_data["roster"])
        kept = keep(course=request.course, by=request.user, roster=roster)
        return redirect("roster-preview", request.course.slug, kept.pk)
    return render(request, "roster/import.html", {"form": form}, status=422 if posted else 200)


@never_cache
@manages_people
def preview(request: HttpRequest, roster: int) -> HttpResponse:
    """What importing would change; a POST does that, as long as it is still what was shown."""
    file = RosterFile.objects.filter(course=request.course, by=request.user, pk=roster).first()
    if file is None:
        messages.error(
            request, _("This list has already been imported or has expired. Upload it again.")
        )
        return redirect("roster-import", request.course.slug)
    refusal = ""
    if request.method == "POST":
        try:
            plan = import_roster(
                file=file,
                digest=request.POST.get("digest", ""),
                remove_missing="remove_missing" in request.POST,
                by=request.user,
            )
            messages.success(request, _summary(plan, "remove_missing" in request.POST))
            return redirect("people", request.course.slug)
        except StalePlan:
            refusal = _(
                "The course has changed since this was shown. Nothing was imported. Check "
                "the changes again."
            )
        except RosterRefused as error:
            refusal = str(error)
    plan = plan_import(request.course, roster_of(file), request.user)
    context = {
        "plan": plan,
        "refusal": refusal,
        "groups": [
            (_("Will be invited"), plan.of(INVITED)),
            (_("Will be restored, with all earlier work"), plan.of(RESTORED)),
            (_("Will be changed"), plan.of(CHANGED)),
            (_("Stay as they are"), plan.of(UNCHANGED)),
        ],
        "some": plan.changes_anything or (plan.missing and not plan.faults),
    }
    return render(request, "roster/preview.html", context, status=409 if refusal else 200)


def _summary(plan: RosterPlan, removed: bool) -> str:
    gone = len(plan.missing) if removed and not plan.faults else 0
    invited = plan.counts[INVITED]
    changed = plan.counts[CHANGED] + plan.counts[RESTORED]
    parts = [
        ngettext("%(count)d person invited", "%(count)d people invited", invited),
        ngettext("%(count)d changed", "%(count)d changed", changed),
        ngettext("%(count)d removed", "%(count)d removed", gone),
    ]
    counts = (invited, changed, gone)
    words = [part % {"count": count} for part, count in zip(parts, counts, strict=True) if count]
    return ", ".join(words) + "." if words else _("There was nothing to change.")
