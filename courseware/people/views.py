"""The page of one's e-mail addresses, where it differs from allauth's."""

from __future__ import annotations

from typing import Any

from allauth.account import views
from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from courseware.people.logins import find_users


def admin_login(request: HttpRequest) -> HttpResponse:
    """Administrators sign in like everybody else, with all their factors."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
    if not request.user.is_staff:
        raise PermissionDenied
    return redirect("admin:index")


class EmailView(views.EmailView):
    """An address with which somebody else signs in does not become the primary one."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        email = request.POST.get("email", "")
        if "action_primary" in request.POST and any(
            user.pk != request.user.pk for user in find_users([email])
        ):
            messages.error(request, get_adapter().error_messages["email_taken"])
            return redirect("account_email")
        return super().post(request, *args, **kwargs)
