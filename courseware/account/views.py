"""Pages of one's own account."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from courseware.account.devices import device_name
from courseware.account.erasure import ErasureRefused, erase, refuse_last_instructor
from courseware.account.export import export_of
from courseware.account.forms import DeletionForm, ProfileForm
from courseware.people.models import User


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Names and preferences, and the way to everything else about the account."""
    form = ProfileForm(
        request.POST if request.method == "POST" else None,
        instance=User.objects.get(pk=request.user.pk),
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Settings saved."))
        return redirect("profile")
    status = 422 if form.is_bound else 200
    return render(request, "account/profile.html", {"form": form}, status=status)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Chooses the language of the pages, for this browser and in the profile, and goes back."""
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES):
        User.objects.filter(pk=request.user.pk).update(language=chosen)
    return set_language(request)


@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """Where the person is signed in; a POST ends one session, or all others."""
    UserSession.objects.create_from_request(request)  # one from before sessions were listed
    key = request.session.session_key
    if request.method == "POST":
        others = UserSession.objects.filter(user=request.user).exclude(session_key=key)
        if one := request.POST.get("session", ""):
            others = others.filter(pk=int(one) if one.isdecimal() and len(one) < 18 else 0)
        ended = [session.end() for session in others]
        messages.success(request, _("Sessions ended: %(count)d.") % {"count": len(ended)})
        return redirect("sessions")
    found = UserSession.objects.purge_and_list(request.user)
    rows = [
        {
            "pk": session.pk,
            "device": device_name(session.user_agent),
            "session": session,
            "here": session.session_key == key,
        }
        for session in sorted(found, key=lambda each: each.created_at, reverse=True)
    ]
    return render(request, "account/sessions.html", {"rows": rows})


@require_POST
@login_required
def export(request: HttpRequest) -> FileResponse:
    """A copy of one's data, to download."""
    name = f"courseware-{request.user.username}-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(export_of(request.user), as_attachment=True, filename=name)


@login_required
def delete(request: HttpRequest) -> HttpResponse:
    """Says what is lost and what stays; deletes after the password was typed."""
    user, refusal = request.user, ""
    form = DeletionForm(request.POST if request.method == "POST" else None, user=user)
    try:
        refuse_last_instructor(user)
        if request.method == "POST" and form.is_valid():
            erase(user)
            logout(request)
            messages.success(request, _("Your account has been deleted."))
            return redirect("home")
    except ErasureRefused as error:
        refusal = str(error)
    status = 422 if form.is_bound else 200
    return render(request, "account/delete.html", {"form": form, "refusal": refusal}, status=status)
