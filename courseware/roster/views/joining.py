"""Enrolling with a code."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from courseware.people.throttle import TooManyAttempts
from courseware.roster import codes
from courseware.roster.forms import TypedCodeForm
from courseware.roster.joining import count_code, join_words
from courseware.roster.services import RosterRefused


@never_cache
def typed(request: HttpRequest) -> HttpResponse:
    """The form for a code that was read out or written on a board."""
    form = TypedCodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        code = codes.normalized(form.cleaned_data["code"])
        if code:
            return redirect("join-with-code", code)
        form.add_error("code", _("A code consists of letters and digits."))
    return render(request, "roster/code.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
def join(request: HttpRequest, code: str) -> HttpResponse:
    """The course of a code; one button enrolls, with or without an account."""
    try:
        count_code(request)
    except TooManyAttempts as wait:
        form = TypedCodeForm({"code": code[:40]})
        form.add_error("code", " ".join(wait.messages))
        return render(request, "roster/code.html", {"form": form}, status=429)
    found = codes.code_named(code)
    refusal = codes.refusal_of(found)
    if found is None or refusal:
        form = TypedCodeForm({"code": code[:40]})
        form.add_error("code", refusal)
        return render(request, "roster/code.html", {"form": form}, status=404)
    if request.method == "POST" and request.user.is_authenticated:
        try:
            codes.join_with(code=found, user=request.user)
        except RosterRefused as error:
            refusal = str(error)
        else:
            text = _("You are enrolled in %(course)s.")
            messages.success(request, text % {"course": found.course.title})
            return redirect(found.course)
    context = {"code": found, "course": found.course, "refusal": refusal, "join": join_words(found)}
    return render(request, "roster/join.html", context, status=409 if refusal else 200)
