"""From the platform to this site: the beginning of a launch, its message, and the way in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseRedirectBase
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courseware.lti import keys, launches, logins
from courseware.lti.claims import DEEP_LINK, Claims
from courseware.lti.frames import in_frames, is_framed, origins_of
from courseware.lti.models import Launch
from courseware.lti.refusals import Refused
from courseware.lti.views import choosing
from courseware.lti.views.entering import LAUNCH
from courseware.lti.views.pages import says_why
from courseware.middleware.form_data import is_same_origin
from courseware.people.allowances import Allowance
from courseware.people.networks import network_of
from courseware.people.throttle import count_request

COOKIE = "lti"
_COOKIE_SECONDS = 3600
_KEYS_SECONDS = 300
# A lecture hall opens its links through one network.
_LAUNCHES = Allowance("launches from", burst=2000, first_wait=2, max_wait=30, decay=1)


class _SeeOther(HttpResponseRedirectBase):
    """After a form from elsewhere, the browser asks for a page."""

    status_code = 303


@require_GET
@cache_control(public=True, max_age=_KEYS_SECONDS)
def jwks(request: HttpRequest) -> JsonResponse:
    """The public keys of this site, for platforms."""
    return JsonResponse(keys.public_keys())


@csrf_exempt  # the platform's request, by the standard; nothing follows from it alone
@require_http_methods(["GET", "POST"])
@says_why
def login(request: HttpRequest) -> HttpResponse:
    """Sends the browser back to the platform, with a state that it must bring here again."""
    count_request(request, _LAUNCHES, network_of(request))
    cookie = request.COOKIES.get(COOKIE, "")
    browser = cookie if logins.is_browser(cookie) else logins.new_browser()
    values = request.POST if request.method == "POST" else request.GET
    launch_url = request.build_absolute_uri(reverse("lti-launch"))
    address = logins.begin(values.dict(), browser=browser, launch_url=launch_url)
    response = redirect(address)
    # Comes back with the platform's form, from another site. Browsers demand HTTPS for that.
    secure = request.is_secure()
    response.set_cookie(
        COOKIE,
        browser,
        max_age=_COOKIE_SECONDS,
        path=reverse("lti-login").removesuffix("login/"),
        secure=secure,
        httponly=True,
        samesite="None" if secure else "Lax",
    )
    return response


@csrf_exempt  # the platform's form; the state is what permits it
@require_POST
@says_why
def launch(request: HttpRequest) -> HttpResponse:
    """Takes the platform's message. In a page of the platform's, the site opens in a new window:
    there browsers keep its cookies."""
    count_request(request, _LAUNCHES, network_of(request))
    browser = request.COOKIES.get(COOKIE, "")
    state, id_token = request.POST.get("state", ""), request.POST.get("id_token", "")
    if error := request.POST.get("error"):
        raise Refused(_("The platform did not sign you in: %(why)s.") % {"why": error[:100]})
    found = launches.receive(id_token, state, browser, framed=is_framed(request))
    claims = launches.claims_of(found)
    if claims.kind == DEEP_LINK:
        return choosing.first_page(request, found, claims)
    if is_framed(request, claims.target):
        return open_page(request, found, claims)
    return _SeeOther(reverse("lti-continue", args=[found.token]))


def open_page(request: HttpRequest, launch: Launch, claims: Claims) -> HttpResponse:
    """Asks the person to go on in a window of its own."""
    context = {"token": launch.token, "claims": claims, "platform": launch.platform}
    response = render(request, "lti/open.html", context)
    return in_frames(request, response, origins_of(launch.platform, claims.return_url))


@require_GET
@says_why
def go_on(request: HttpRequest, token: str) -> HttpResponse:
    """The way in for the browser that began the launch, and for no other."""
    found = launches.find(token)
    if request.COOKIES.get(COOKIE, "") != found.browser:
        raise Refused(_("This launch was started in another browser."), found.platform)
    return _in(request, launches.take(token))


@csrf_exempt  # from our own page in a frame, which may have no cookies; its token permits it
@require_POST
@says_why
def open_window(request: HttpRequest) -> HttpResponse:
    """The way in from a page of ours within a page of the platform's."""
    if is_same_origin(request) is not True:
        raise Refused(_("Open the link in the platform again."))
    return _in(request, launches.take(request.POST.get("token", "")))


def _in(request: HttpRequest, found: Launch) -> HttpResponse:
    request.session[LAUNCH] = found.pk
    rotate_token(request)
    return redirect("lti-enter")
