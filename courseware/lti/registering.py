"""Platforms that register themselves (LTI Dynamic Registration), by an address that works once."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import requests
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _
from pylti1p3.dynamic_registration import DynamicRegistration
from pylti1p3.exception import LtiException

from courseware.database.transactions import in_transaction
from courseware.lti.claims import DEEP_LINK, RESOURCE
from courseware.lti.models import NAME_LENGTH, URL_LENGTH, Deployment, Platform, RegistrationLink
from courseware.lti.refusals import Refused
from courseware.lti.web import Unreachable, check_url, new_session
from courseware.people.models import User

USABLE_FOR = timedelta(days=1)
SCOPES = (
    "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem",
    "https://purl.imsglobal.org/spec/lti-ags/scope/score",
    "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly",
)
CLAIMS = ("iss", "sub", "name", "given_name", "family_name", "email")
_TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
_PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"
Absolute = Callable[[str], str]


def make_link(by: User) -> str:
    """The token of a new address; only a hash of it is stored."""
    token = secrets.token_urlsafe(32)
    RegistrationLink.objects.create(
        digest=_digest(token), by=by, expires_at=timezone.now() + USABLE_FOR
    )
    return token


def link_with(token: str) -> RegistrationLink:
    """Raises: Refused: it was used, has expired, or there is none."""
    usable = RegistrationLink.objects.filter(used_at=None, expires_at__gt=timezone.now())
    link = usable.filter(digest=_digest(token)).first()
    if link is None:
        raise Refused(
            _(
                "This registration link was used or has expired. Ask the administrator of this "
                "site for a new one."
            ),
            status=404,
        )
    return link


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


class Registering(DynamicRegistration):
    """What this site tells a platform of itself, and what it makes of the answer."""

    client_name = "Courseware"

    def __init__(self, configuration: str, token: str, addresses: dict[str, str]) -> None:
        self.configuration = configuration
        self.token = token
        self.addresses = addresses
        self.description = _("Quizzes and labs that are graded automatically.")

    def get_request_session(self) -> requests.Session:
        return new_session()

    def get_openid_configuration_endpoint(self) -> str:
        return self.configuration

    def get_registration_token(self) -> Any:
        return self.token or None

    def get_initiate_login_uri(self) -> str:
        return self.addresses["login"]

    def get_jwks_uri(self) -> str:
        return self.addresses["jwks"]

    def get_redirect_uris(self) -> list[str]:
        return [self.addresses["launch"]]

    def get_target_link_uri(self) -> str:
        return self.addresses["launch"]

    def get_domain(self) -> str:
        return urlsplit(self.addresses["launch"]).netloc

    def get_logo_uri(self) -> str:
        return self.addresses["logo"]

    def get_scopes(self) -> list[str]:
        return list(SCOPES)

    def get_claims(self) -> list[str]:
        return list(CLAIMS)

    def get_messages(self) -> list[dict[str, str]]:
        target = self.addresses["launch"]
        return [
            {"type": RESOURCE, "target_link_uri": target},
            {"type": DEEP_LINK, "target_link_uri": target, "label": self.client_name},
        ]

    def complete_registration(
        self, openid_configuration: dict[str, Any], openid_registration: dict[str, Any]
    ) -> Platform:
        fields = {
            "issuer": _required(openid_configuration, "issuer", NAME_LENGTH),
            "client_id": _required(openid_registration, "client_id", NAME_LENGTH),
        }
        addresses = {
            "auth_url": _required(openid_configuration, "authorization_endpoint", URL_LENGTH),
            "token_url": _required(openid_configuration, "token_endpoint", URL_LENGTH),
            "keyset_url": _required(openid_configuration, "jwks_uri", URL_LENGTH),
        }
        for address in addresses.values():
            if why := check_url(address):
                raise Refused(f"{address[:100]}: {why}")
        audience = openid_configuration.get("authorization_server")
        described = openid_configuration[_PLATFORM]
        family = described.get("product_family_code") if isinstance(described, dict) else ""
        host = urlsplit(fields["issuer"]).hostname or fields["issuer"]
        name = f"{family} ({host})" if isinstance(family, str) and family else host
        same_host = urlsplit(self.configuration).hostname == urlsplit(fields["issuer"]).hostname
        platform = Platform.objects.create(
            name=name[:200],
            audience=audience[:URL_LENGTH] if isinstance(audience, str) else "",
            # Whoever speaks for another host is looked at by the operator first.
            active=same_host,
            **fields,
            **addresses,
        )
        deployment = openid_registration[_TOOL].get("deployment_id")
        if isinstance(deployment, str) and 0 < len(deployment) <= NAME_LENGTH:
            Deployment.objects.create(platform=platform, key=deployment, active=True)
        return platform


def _required(values: dict[str, Any], name: str, most: int) -> str:
    value = values.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= most or not value.isprintable():
        raise Refused(_("The platform's configuration has no usable “%(name)s”.") % {"name": name})
    return value


def register(
    link: RegistrationLink, configuration: str, token: str, addresses: dict[str, str]
) -> Platform:
    """Registers this site at the platform, and the platform here.

    A link whose registration was refused can be tried again until it expires.

    Raises: Refused: with what was wrong.
    """
    try:
        platform = _register(Registering(configuration, token, addresses))
    except Refused as refusal:
        RegistrationLink.objects.filter(pk=link.pk).update(problem=str(refusal)[:300])
        raise
    RegistrationLink.objects.filter(pk=link.pk).update(
        used_at=timezone.now(), platform=platform, problem=""
    )
    return platform


@in_transaction
def _stored(registering: Registering) -> Platform:
    platform: Any = registering.register()
    assert isinstance(platform, Platform)  # the library hands on what it is given above
    return platform


def _register(registering: Registering) -> Platform:
    wrong = _("The platform did not answer as the standard for registrations demands.")
    if why := check_url(registering.configuration):
        raise Refused(why, status=400)
    try:
        return _stored(registering)
    except IntegrityError as error:
        raise Refused(_("This platform is already registered."), status=409) from error
    except Unreachable as error:
        raise Refused(str(error), status=502) from error
    except (LtiException, requests.RequestException) as error:
        raise Refused(f"{wrong} {str(error)[:150]}", status=502) from error
    except (AssertionError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise Refused(wrong, status=502) from error
