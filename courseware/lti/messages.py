"""Checking the message of a launch: who signed it, for whom, when, and that it comes once."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import jwt
from django.utils.translation import gettext as _
from pylti1p3.exception import LtiException

from courseware.lti.claims import DEEP_LINK, RESOURCE, Claims, read_claims
from courseware.lti.keysets import keys_for
from courseware.lti.library import Message, OnePlatform, Params, StoredLogin, registration_of
from courseware.lti.models import Deployment, Login, Platform
from courseware.lti.refusals import Refused
from courseware.lti.web import new_session
from courseware.outgoing import NotSent

SKEW = 300  # seconds by which a platform's clock may be ahead
LONGEST = 200_000  # characters of a message
_CHECKED: Any = {"verify_aud": False, "verify_iat": False, "require": ["exp", "iat", "iss", "aud"]}
_MALFORMED = (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError)


def check(id_token: str, login: Login) -> Claims:
    """What the message says. Raises: Refused: it is not to be believed."""
    platform = login.platform
    header = _header(id_token, platform)
    try:
        keyset = keys_for(platform, str(header.get("kid", "")))
    except NotSent as error:
        raise Refused(str(error), platform, status=502) from error
    deployments = Deployment.objects.filter(platform=platform)
    known = OnePlatform(
        registration_of(platform, keyset), frozenset(deployments.values_list("key", flat=True))
    )
    stored = StoredLogin(login)
    params = Params({"id_token": id_token, "state": login.state})
    message = Message(
        params,
        known,
        session_service=stored,
        cookie_service=stored,
        requests_session=new_session(),
    )
    message.set_jwt_verify_options(_CHECKED)
    try:
        message.set_auto_validation(False)  # step by step, with ours between them
        message.validate_state().validate_jwt_format()
        message.validate_nonce().validate_registration().validate_jwt_signature()
        body = message.get_launch_data()
        _check_times_and_audience(body, platform)
        claims = read_claims(body)
        _allow_deployment(claims, platform)
        message.validate_deployment().validate_message()
    except LtiException as error:
        raise Refused(_sentence(error), platform) from error
    except _MALFORMED as error:
        raise _malformed(platform) from error
    if not claims.sub or claims.kind not in (RESOURCE, DEEP_LINK):
        raise Refused(_("This site does not offer what the platform asked for."), platform)
    return claims


def _header(id_token: str, platform: Platform) -> Mapping[str, Any]:
    if not id_token or len(id_token) > LONGEST:
        raise _malformed(platform)
    try:
        return jwt.get_unverified_header(id_token)
    except (jwt.InvalidTokenError, *_MALFORMED) as error:
        raise _malformed(platform) from error


def _malformed(platform: Platform) -> Refused:
    return Refused(_("The platform's message is malformed."), platform, status=400)


def _check_times_and_audience(body: Mapping[str, Any], platform: Platform) -> None:
    """What the library leaves to its host (IMS Security Framework 1.1, 5.1.3)."""
    if not isinstance(body["iat"], (int, float)) or body["iat"] > time.time() + SKEW:
        raise Refused(
            _("The platform's clock is ahead of ours. Ask its administrator to correct it."),
            platform,
        )
    audience = body["aud"] if isinstance(body["aud"], list) else [body["aud"]]
    if len(audience) > 1 and body.get("azp") != platform.client_id:
        raise Refused(_("The message was meant for another tool."), platform)
    if body.get("azp") not in (None, platform.client_id):
        raise Refused(_("The message was meant for another tool."), platform)


def _allow_deployment(claims: Claims, platform: Platform) -> None:
    """A deployment that is new is noted, for the operator to allow it."""
    if not claims.deployment:
        raise Refused(_("The platform's message does not name a deployment."), platform)
    deployment, _new = Deployment.objects.get_or_create(platform=platform, key=claims.deployment)
    if not deployment.active:
        sentence = _(
            "The deployment “%(key)s” of this platform is not allowed here. Ask the "
            "administrator of this site to allow it."
        )
        raise Refused(sentence % {"key": claims.deployment}, platform)


def _sentence(error: LtiException) -> str:
    """The library's own sentences are in English and for developers: they are the reason."""
    sentence = _("The platform's message was refused: %(why)s")
    return sentence % {"why": str(error).rstrip(".")[:200] + "."}
