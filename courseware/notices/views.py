"""The list of notices, marking them as read, and switching the mail off."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courseware.notices import selectors, services
from courseware.notices.links import user_of
from courseware.people.models import MailDigest
from courseware.people.services import choose_mail_digest
from courseware.ui.data_errors import handle_data_errors


@require_safe
@login_required
@never_cache
@handle_data_errors
def page(request: HttpRequest) -> HttpResponse:
    shown = list(selectors.notices_of(request.user)[: selectors.SHOWN])
    context = {
        "notices": shown,
        "unread": sum(notice.seen_at is None for notice in shown),
        "through": max((notice.pk for notice in shown), default=0),
        "most": selectors.SHOWN,
    }
    return render(request, "notices/page.html", context)


@require_POST
@login_required
def seen(request: HttpRequest) -> HttpResponse:
    """One notice, or all that the page showed; what came later stays unread."""
    through, notice = (_number(request.POST.get(name, "")) for name in ("through", "notice"))
    if through is None and notice is None:
        messages.error(request, _("Nothing was marked as read. Try again."))
    else:
        services.mark_seen(user=request.user, through=through, notice=notice)
    return redirect("notices")


@require_safe
@login_required
@never_cache
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """What a notice is about; following it is reading it."""
    notice = get_object_or_404(selectors.notices_of(request.user), pk=pk)
    services.mark_seen(user=request.user, notice=pk)
    return redirect(notice.link)


@csrf_exempt  # mail programs post here too (RFC 8058); the token is what permits it
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mail_off(request: HttpRequest, token: str) -> HttpResponse:
    """Anyone who has a message can stop further ones; opening the page alone changes nothing."""
    person = user_of(token)
    if person is None:
        raise Http404(_("This link does not work. Sign in and change your settings instead."))
    if request.method == "POST":
        choose_mail_digest(user=person, choice=MailDigest.NEVER)
        person.mail_digest = MailDigest.NEVER
    response = render(request, "notices/mail_off.html", {"off": person.mail_digest == "never"})
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
