"""Choosing what links of the platform lead to: deep linking.

The page is shown within one of the platform's, where browsers keep no cookies for this site: the
token of the launch says who chooses, and nothing else does.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from courseware.lti import accounts, contexts, deep_links, launches
from courseware.lti.claims import Claims
from courseware.lti.frames import in_frames, origins_of
from courseware.lti.models import Context, Launch
from courseware.lti.refusals import Refused
from courseware.lti.roles import CHOOSES, role_of
from courseware.lti.views.pages import says_why
from courseware.middleware.form_data import is_same_origin


def first_page(request: HttpRequest, launch: Launch, claims: Claims) -> HttpResponse:
    """What can be chosen; before that, which course, if it is not known."""
    try:
        return _page(request, launch, claims, _context(launch, claims))
    except Refused as refusal:
        refusal.platform = launch.platform
        launches.finish(launch, None, str(refusal))
        raise


@csrf_exempt  # from our own page in a frame, which may have no cookies; its token permits it
@require_POST
@says_why
def choose(request: HttpRequest) -> HttpResponse:
    """Sends what was chosen to the platform, by a form that the browser sends."""
    if is_same_origin(request) is not True:
        raise Refused(_("Open the link in the platform again."))
    launch = launches.find(request.POST.get("token", ""))
    claims = launches.claims_of(launch)
    try:
        context = _context(launch, claims)
        if context.course is None:
            _connect(request, context, claims)
        chosen = deep_links.chosen(context, claims, request.POST.getlist("item"))
        if context.course is None or not chosen:
            asked = "choose" in request.POST and context.course is not None
            return _page(request, launch, claims, context, missed=asked)
        launch_url = request.build_absolute_uri(reverse("lti-launch"))
        answer = deep_links.answer(launch.platform, claims, chosen, launch_url)
        launches.take(request.POST.get("token", ""))
        launches.finish(launch, None)
    except Refused as refusal:
        refusal.platform = launch.platform
        raise
    address = deep_links.return_address(claims)
    shown = {"address": address, "answer": answer, "count": len(chosen)}
    response = render(request, "lti/chosen.html", shown)
    return in_frames(request, response, origins_of(launch.platform, address), send_to=address)


def _context(launch: Launch, claims: Claims) -> Context:
    if role_of(claims.roles) not in CHOOSES:
        raise Refused(_("Only course staff can choose content."))
    return contexts.context_of(launch, claims)


def _connect(request: HttpRequest, context: Context, claims: Claims) -> None:
    """By the account that is connected already: here nobody can sign in to another."""
    account = accounts.account_of(claims)
    wanted = request.POST.get("course", "")
    if account is None or not account.user.is_active:
        return
    courses = contexts.courses_to_connect(account.user, claims)
    course = next((each for each in courses if each.slug == wanted), None)
    if course is not None:
        contexts.connect(context, course, by=account.user)


def _page(
    request: HttpRequest, launch: Launch, claims: Claims, context: Context, missed: bool = False
) -> HttpResponse:
    account = accounts.account_of(claims)
    courses = contexts.courses_to_connect(account.user, claims) if account else []
    shown = {
        "token": launch.token,
        "claims": claims,
        "platform": launch.platform,
        "context": context,
        "courses": courses,
        "groups": deep_links.groups(context.course) if context.course else [],
        "several": deep_links.takes_several(claims),
        "missed": missed,
    }
    response = render(request, "lti/choose.html", shown, status=422 if missed else 200)
    return in_frames(request, response, origins_of(launch.platform, claims.return_url))
