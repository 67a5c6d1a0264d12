"""Entering: whose account, which course, and then the page that the link leads to."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth import login as sign_in
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courseware.lti import accounts, contexts, launches, scores
from courseware.lti.claims import DEEP_LINK, Claims
from courseware.lti.models import Account, Context, Launch
from courseware.lti.refusals import Refused
from courseware.lti.roles import role_of
from courseware.lti.views.pages import says_why
from courseware.people.models import User

LAUNCH = "lti_launch"  # in the session: the launch that is being entered


@require_http_methods(["GET", "POST"])
@says_why
def enter(request: HttpRequest) -> HttpResponse:
    """Goes on as far as nothing has to be asked; a POST answers what was."""
    launch = launches.taken(request.session.get(LAUNCH))
    claims = launches.claims_of(launch)
    try:
        context = contexts.context_of(launch, claims)
        account = _account(request, launch, claims)
        if account is None:
            return _ask_for_account(request, launch, claims)
        _sign_in(request, launch, account.user)
        if context.course is None and not _connect(request, context, claims):
            return _ask_for_course(request, context, claims)
        return _arrive(request, launch, claims, context, account)
    except Refused as refusal:
        user = request.user if request.user.is_authenticated else None
        launches.finish(launch, user, str(refusal))
        raise


def _account(request: HttpRequest, launch: Launch, claims: Claims) -> Account | None:
    """The person's account, found or made; ``None`` when they have to say."""
    account = accounts.account_of(claims)
    if account is not None:
        return account
    if role_of(claims.roles) is None:  # before anybody gets an account
        raise Refused(str(contexts.NO_ROLE))
    if request.method == "POST" and "link" in request.POST and request.user.is_authenticated:
        return accounts.link(claims, request.user)
    if request.method == "POST" and "new" in request.POST:
        return accounts.make_account(claims)
    if request.user.is_authenticated:
        return None
    trusted = accounts.trusted_user(launch.platform, claims)
    if trusted is not None:
        return accounts.link(claims, trusted)
    if accounts.has_account_by_address(claims.email):
        return None
    return accounts.make_account(claims)


def _ask_for_account(request: HttpRequest, launch: Launch, claims: Claims) -> HttpResponse:
    context = {"claims": claims, "platform": launch.platform, "sign_in": _sign_in_address()}
    return render(request, "lti/account.html", context)


def _sign_in_address() -> str:
    back = urlencode({REDIRECT_FIELD_NAME: reverse("lti-enter")})
    return f"{resolve_url(settings.LOGIN_URL)}?{back}"


def _sign_in(request: HttpRequest, launch: Launch, user: User) -> None:
    """Raises: Refused: for accounts that no platform may sign in to."""
    if request.user.pk == user.pk:
        return
    if not user.is_active:
        raise Refused(_("Your account on this site is closed. Ask its administrator."))
    if accounts.is_administrator(user):
        raise Refused(
            _(
                "Your account administers this site, and no platform may sign in to it. Sign in "
                "here with your password, then open the link at the platform again."
            )
        )
    sign_in(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[LAUNCH] = launch.pk  # with another person's session, it was gone


def _connect(request: HttpRequest, context: Context, claims: Claims) -> bool:
    """Connects the course of the platform to the one that was chosen; whether one was."""
    wanted = request.POST.get("course", "") if request.method == "POST" else ""
    courses = contexts.courses_to_connect(request.user, claims)
    course = next((each for each in courses if each.slug == wanted), None)
    if course is not None:
        contexts.connect(context, course, by=request.user)
    return course is not None


def _ask_for_course(request: HttpRequest, context: Context, claims: Claims) -> HttpResponse:
    courses = contexts.courses_to_connect(request.user, claims)
    shown = {"context": context, "courses": courses, "platform": context.deployment.platform}
    return render(request, "lti/connect.html", shown, status=200 if courses else 403)


def _arrive(
    request: HttpRequest, launch: Launch, claims: Claims, context: Context, account: Account
) -> HttpResponse:
    contexts.enter_course(context, claims, request.user)
    if claims.kind == DEEP_LINK:
        launches.finish(launch, request.user)
        return render(request, "lti/connected.html", {"context": context})
    link = contexts.note_link(context, claims, account)
    if link is not None:
        scores.note_line(link, account)
    address = contexts.place_of(context, claims.item)
    launches.finish(launch, request.user)
    del request.session[LAUNCH]
    return redirect(address)
