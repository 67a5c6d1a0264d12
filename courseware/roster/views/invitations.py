"""Who is invited and has not answered; sending again and withdrawing."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.roster import invitations as services
from courseware.roster.models import Invitation

PER_PAGE = 100


@permission_required(Permission.MANAGE_PEOPLE)
def invitations(request: HttpRequest) -> HttpResponse:
    """The list; a POST sends those that were chosen again, or withdraws them."""
    found = Invitation.objects.filter(course=request.course)
    if request.method == "POST":
        chosen = found.filter(pk__in=_numbers(request.POST.getlist("invitation")))
        if not chosen:
            messages.error(request, _("No invitations selected. Select some first."))
        elif "withdraw" in request.POST:
            count = services.withdraw(invitations=chosen)
            text = ngettext(
                "%(count)d invitation was withdrawn.",
                "%(count)d invitations were withdrawn.",
                count,
            )
            messages.success(request, text % {"count": count})
        else:
            _send_again(request, list(chosen))
        return redirect("invitations", request.course.slug)
    rows = found.select_related("by").prefetch_related("sections").order_by("email", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page", ""))
    return render(request, "roster/invitations.html", {"page": page})


def _send_again(request: HttpRequest, chosen: list[Invitation]) -> None:
    sent = services.send_again(invitations=chosen, by=request.user)
    if sent < len(chosen):
        messages.info(
            request,
            _("People who were sent a message in the last ten minutes were not sent another one."),
        )
    if sent:
        text = ngettext("%(count)d message was sent.", "%(count)d messages were sent.", sent)
        messages.success(request, text % {"count": sent})


def _numbers(values: list[str]) -> list[int]:
    return [int(value) for value in values if value.isdecimal() and len(value) < 18]
