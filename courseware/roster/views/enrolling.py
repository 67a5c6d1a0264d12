"""How students enroll by themselves: not at all, with a code, or as they like."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.roster import codes, services
from courseware.roster.forms import CodeForm
from courseware.roster.models import JoinCode


@permission_required(Permission.MANAGE_PEOPLE)
def enrollment(request: HttpRequest) -> HttpResponse:
    """Opens and closes the course to everybody; makes, renews and deletes codes."""
    course = request.course
    form = CodeForm(request.POST if "new" in request.POST else None, course=course)
    if request.method == "POST" and "new" not in request.POST:
        _change(request)
        return redirect("enrollment", course.slug)
    if form.is_bound and form.is_valid():
        codes.renew_code(
            course=course,
            section=form.cleaned_data.get("section"),
            expires_at=form.cleaned_data["last_day"],
            most=form.cleaned_data["most"],
        )
        messages.success(request, _("A new code was created. Any earlier one no longer works."))
        return redirect("enrollment", course.slug)
    found = JoinCode.objects.filter(course=course).select_related("section")
    rows = [
        (code, request.build_absolute_uri(reverse("join-with-code", args=[code.code])))
        for code in found
    ]
    status = 422 if form.is_bound else 200
    return render(request, "roster/enrollment.html", {"rows": rows, "form": form}, status=status)


def _change(request: HttpRequest) -> None:
    course = request.course
    if "delete" in request.POST:
        number = request.POST["delete"]
        pk = int(number) if number.isdecimal() and len(number) < 18 else 0
        if codes.delete_code(course=course, pk=pk):
            messages.success(request, _("The code no longer works."))
    elif "open" in request.POST:
        services.set_open(course=course, is_open=True)
        messages.success(request, _("Anyone with an account can now enroll."))
    elif "close" in request.POST:
        services.set_open(course=course, is_open=False)
        messages.success(request, _("Only people with an invitation or a code can enroll now."))
