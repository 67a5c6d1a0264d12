"""The page that a platform opens to register itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from courseware.lti.frames import in_frames, origin_of
from courseware.lti.refusals import Refused
from courseware.lti.registering import link_with, register
from courseware.lti.views.pages import refused, says_why
from courseware.middleware.form_data import is_same_origin


@csrf_exempt  # within the platform's page, without cookies; the address that works once permits it
@require_http_methods(["GET", "POST"])
@says_why
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """Asks first, so that no program that looks at the address uses it up."""
    link = link_with(token)
    values = request.POST if request.method == "POST" else request.GET
    configuration = values.get("openid_configuration", "")[:1000]
    platform_token = values.get("registration_token", "")[:10_000]
    origin = origin_of(configuration)
    if not origin or any(ord(char) < 33 for char in configuration + platform_token):
        raise Refused(
            _(
                "Do not open this link here: give it to the platform. It adds what is needed to "
                "register."
            ),
            status=400,
        )
    try:
        if request.method == "POST":
            if is_same_origin(request) is not True:
                raise Refused(_("Open the registration link in the platform again."))
            platform = register(link, configuration, platform_token, _addresses(request))
            response = render(request, "lti/registered.html", {"platform": platform})
        else:
            shown = {"configuration": configuration, "token": platform_token, "origin": origin}
            response = render(request, "lti/register.html", shown)
    except Refused as refusal:
        response = refused(request, refusal)
    # The holder of the link says which platform may show the page.
    return in_frames(request, response, [origin])


def _addresses(request: HttpRequest) -> dict[str, str]:
    names = ("login", "launch", "jwks")
    found = {name: request.build_absolute_uri(reverse(f"lti-{name}")) for name in names}
    return found | {"logo": request.build_absolute_uri(static("favicon.svg"))}
