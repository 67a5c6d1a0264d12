"""The page of one's e-mail addresses, where it differs from allauth's."""

from __future__ import annotations

from typing import Any

from allauth.account import views
from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from courseware.people.logins import find_users


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
