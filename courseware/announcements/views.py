"""The list of announcements with the staff's form, and deleting one."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from courseware.announcements import services
from courseware.announcements.audience import MOST_CHOSEN, Audience, names_of
from courseware.announcements.forms import AnnouncementForm
from courseware.announcements.models import Announcement
from courseware.announcements.selectors import announcements_for
from courseware.people.models import User
from courseware.people.permissions import Permission
from courseware.people.policy import member_required, permission_required

SHOWN = 50
NAMED = 20


@member_required
def announcements(request: HttpRequest) -> HttpResponse:
    """Everybody in the course reads; those who may change the course write, too."""
    posted, may_write = request.method == "POST", request.access.may(Permission.CHANGE_COURSE)
    if posted and not may_write:
        raise PermissionDenied(_("Your role in this course cannot post announcements."))
    offered = _offered(request) if may_write else []
    form = AnnouncementForm(
        request.POST if posted else None, course=request.course, offered=offered
    )
    preview = None
    if posted and form.is_valid():
        audience = form.audience()
        if "send" in request.POST:
            return _announce(request, form, audience)
        preview = _preview(request, audience)
    found = announcements_for(request.course, request.user, may_write=may_write)
    context = {
        "announcements": found[:SHOWN],
        "form": form if may_write else None,
        "preview": preview,
        "most": SHOWN,
    }
    status = 422 if form.is_bound and preview is None else 200
    return render(request, "announcements/list.html", context, status=status)


def _offered(request: HttpRequest) -> list[User]:
    """The students whom the address names, ``?students=3,5``, as other pages link to here."""
    sent = [*request.GET.getlist("students"), *request.POST.getlist("students")]
    numbers = {int(word) for word in ",".join(sent).split(",") if re.fullmatch(r"\d{1,18}", word)}
    students = request.access.students().filter(pk__in=numbers, is_active=True)
    return list(students.order_by("last_name", "first_name", "username")[:MOST_CHOSEN])


def _preview(request: HttpRequest, audience: Audience) -> dict[str, Any]:
    """Who would be notified; nothing is stored yet."""
    people = [pk for pk in audience.people(request.course) if pk != request.user.pk]
    return {
        "count": len(people),
        "names": names_of(people, NAMED),
        "words": audience.words or _("everyone in the course, including the staff"),
        "everybody": audience.is_everybody,
    }


def _announce(request: HttpRequest, form: AnnouncementForm, audience: Audience) -> HttpResponse:
    if not audience.people(request.course):
        messages.error(request, _("There is nobody in this group. Nothing was announced."))
        return redirect("announcements", request.course.slug)
    text = form.cleaned_data["text"]
    services.announce(course=request.course, author=request.user, text=text, audience=audience)
    messages.success(request, _("The announcement was posted on the course home page."))
    return redirect("announcements", request.course.slug)


@permission_required(Permission.CHANGE_COURSE)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; a POST deletes."""
    found = Announcement.objects.filter(course=request.course, pk=pk).first()
    if found is None:
        raise Http404(_("There is no such announcement. It may have been deleted."))
    if request.method == "POST":
        services.take_back(announcement=found)
        messages.success(request, _("The announcement was deleted."))
        return redirect("announcements", request.course.slug)
    return render(request, "announcements/delete.html", {"announcement": found})
