"""Beginning a launch: the platform sends a browser here, and the browser goes back with a state."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from pylti1p3.exception import LtiException, OIDCException

from courseware.lti.library import LoginRequest, NewLogin, OnePlatform, Params, registration_of
from courseware.lti.models import Login, Platform
from courseware.lti.refusals import Refused

ANSWERED_WITHIN = timedelta(minutes=10)
_BROWSER = re.compile(r"[\w-]{43}")
_LONGEST = 2000  # characters of a parameter


def new_browser() -> str:
    return secrets.token_urlsafe(32)


def is_browser(cookie: str) -> bool:
    return _BROWSER.fullmatch(cookie) is not None


def begin(values: Mapping[str, str], *, browser: str, launch_url: str) -> str:
    """The address at the platform that the browser goes to next.

    Args:
        values: the parameters of the request.
        browser: the cookie by which the browser will be known.
        launch_url: where the platform is to send its message.

    Raises: Refused: when the request is not that of a platform that is registered.
    """
    clean = {name: value.replace("\0", "")[:_LONGEST] for name, value in values.items()}
    platform = _platform(clean.get("iss", ""), clean.get("client_id", ""))
    login = NewLogin()
    params = Params(clean | {"client_id": platform.client_id})
    known = OnePlatform(registration_of(platform), frozenset())
    try:
        request = LoginRequest(params, known, session_service=login, cookie_service=login)
        address = request.get_redirect_object(launch_url)
    except (LtiException, OIDCException) as error:
        raise Refused(
            _("The platform's request is incomplete: %(why)s.") % {"why": error}, platform
        ) from error
    Login.objects.create(state=login.state, nonce=login.nonce, browser=browser, platform=platform)
    return str(address.get_redirect_url())


def _platform(issuer: str, client_id: str) -> Platform:
    """The platform may leave its client id out if it has only one here."""
    found = Platform.objects.filter(issuer=issuer, active=True)
    if client_id:
        found = found.filter(client_id=client_id)
    platforms = list(found[:2])
    if len(platforms) != 1:
        raise Refused(
            _(
                "The platform “%(issuer)s” is not registered here with this client ID. Ask the "
                "administrator of this site to register it."
            )
            % {"issuer": issuer[:200] or "?"}
        )
    return platforms[0]


def take(state: str) -> Login:
    """The login that a message belongs to. Raises: Refused: there is none, or it was used."""
    again = _("Go back to the platform and open the link again.")
    login = Login.objects.select_related("platform").filter(state=state[:64]).first()
    if login is None or "\0" in state:
        raise Refused(_("This launch was not started here.") + " " + again)
    now = timezone.now()
    if not Login.objects.filter(pk=login.pk, used_at=None).update(used_at=now):
        raise Refused(_("This launch was already used.") + " " + again, login.platform)
    if login.at < now - ANSWERED_WITHIN:
        raise Refused(_("This launch took too long.") + " " + again, login.platform)
    if not login.platform.active:
        raise Refused(_("This platform is disabled on this site."), login.platform)
    return login
