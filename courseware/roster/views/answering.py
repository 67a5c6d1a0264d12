"""Answering an invitation: with the account that one has, or a new one."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from courseware.roster import invitations as services
from courseware.roster.account_form import AccountForm
from courseware.roster.models import Invitation
from courseware.roster.services import RosterRefused


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What one is invited to. A POST accepts or declines; without an account it makes one."""
    found = services.invitation_at(token)
    if found is None:
        raise Http404(_("This invitation was withdrawn or has already been answered."))
    if found.has_expired:
        return render(request, "roster/expired.html", {"invitation": found}, status=410)
    if request.user.is_authenticated:
        return _for_account(request, found)
    return _for_visitor(request, found)


def _for_account(request: HttpRequest, found: Invitation) -> HttpResponse:
    fits, refusal = services.is_for(found, request.user), ""
    if request.method == "POST" and "decline" in request.POST and fits:
        services.withdraw(invitations=Invitation.objects.filter(pk=found.pk))
        messages.success(request, _("You declined the invitation."))
        return redirect("home")
    if request.method == "POST":
        try:
            return _accepted(request, found)
        except RosterRefused as error:
            refusal = str(error)
    context = {"invitation": found, "fits": fits, "refusal": refusal}
    return render(request, "roster/accept.html", context, status=409 if refusal else 200)


def _for_visitor(request: HttpRequest, found: Invitation) -> HttpResponse:
    """The form of a new account; where there probably is one, signing in comes first."""
    owner = services.probable_account(found)
    if found.user is not None or not found.email:
        context = {"invitation": found, "account": owner}
        return render(request, "roster/sign_up_invited.html", context)
    posted = request.POST if request.method == "POST" else None
    form = AccountForm(posted, invitation=found)
    if request.method == "POST" and form.is_valid():
        user = services.create_account(invitation=found, **form.account())
        if user is not None:
            login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
            return _accepted(request, found)
        form.add_name_error()
    context = {"invitation": found, "form": form, "account": owner}
    status = 422 if form.is_bound else 200
    return render(request, "roster/sign_up_invited.html", context, status=status)


def _accepted(request: HttpRequest, found: Invitation) -> HttpResponse:
    services.accept(invitation=found, user=request.user)
    messages.success(request, _("You are enrolled in %(course)s.") % {"course": found.course.title})
    return redirect(found.course)
