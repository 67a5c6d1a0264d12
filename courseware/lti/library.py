"""The points at which the LTI library asks its host: for parameters, registrations, and states."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from pylti1p3.cookie import CookieService
from pylti1p3.deployment import Deployment as KnownDeployment
from pylti1p3.message_launch import MessageLaunch
from pylti1p3.oidc_login import OIDCLogin
from pylti1p3.redirect import Redirect
from pylti1p3.registration import Registration
from pylti1p3.request import Request
from pylti1p3.session import SessionService
from pylti1p3.tool_config import ToolConfAbstract

from courseware.lti.keys import current_key
from courseware.lti.models import Login, Platform


def registration_of(platform: Platform, keyset: dict[str, Any] | None = None) -> Registration:
    """The platform as the library knows it, with the key that signs for this site."""
    key = current_key()
    registration = Registration()
    registration.set_issuer(platform.issuer).set_client_id(platform.client_id)
    registration.set_auth_login_url(platform.auth_url).set_auth_token_url(platform.token_url)
    registration.set_key_set_url(platform.keyset_url).set_key_set(cast(Any, keyset))
    registration.set_tool_private_key(key.private).set_tool_public_key(key.public)
    if platform.audience:
        registration.set_auth_audience(platform.audience)
    return registration


class Params(Request):
    """The parameters of a request, wherever they came from."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values

    @property
    def session(self) -> dict[str, Any]:
        return {}

    def is_secure(self) -> bool:
        return True

    def get_param(self, key: str) -> str:
        return self.values.get(key, "")


class OnePlatform(ToolConfAbstract):
    """The configuration for a message that must come from this platform."""

    def __init__(self, registration: Registration, deployments: frozenset[str]) -> None:
        super().__init__()
        self.registration = registration
        self.deployments = deployments

    def check_iss_has_one_client(self, iss: str) -> bool:
        return False

    def check_iss_has_many_clients(self, iss: str) -> bool:
        return True

    def find_registration_by_params(self, iss: str, client_id: str, *_: Any, **__: Any) -> Any:
        known = self.registration
        same = (iss, client_id) == (known.get_issuer(), known.get_client_id())
        return known if same else None

    def find_registration_by_issuer(self, iss: str, *_: Any, **__: Any) -> Any:
        return None  # it is asked for by parameters, always

    def find_deployment(self, iss: str, deployment_id: str) -> Any:
        return None  # as above

    def find_deployment_by_params(
        self, iss: str, deployment_id: str, client_id: str, *_: Any, **__: Any
    ) -> Any:
        if deployment_id not in self.deployments:
            return None
        return KnownDeployment().set_deployment_id(deployment_id)


class NewLogin(SessionService, CookieService):
    """Catches the state and the nonce that the library makes."""

    def __init__(self) -> None:
        self.state = self.nonce = ""

    def set_cookie(self, name: str, value: Any, exp: int | None = None) -> None:
        self.state = name

    def get_cookie(self, name: str) -> str | None:
        return None

    def save_nonce(self, nonce: str) -> None:
        self.nonce = nonce


class StoredLogin(SessionService, CookieService):
    """Holds a message against the login that it belongs to; whose browser it is, was checked."""

    def __init__(self, login: Login) -> None:
        self.login = login

    def set_cookie(self, name: str, value: Any, exp: int | None = None) -> None:
        pass

    def get_cookie(self, name: str) -> str | None:
        return self.login.state if name == self.login.state else None

    def check_state_is_valid(self, state: str, id_token_hash: str) -> bool:
        return False  # no message comes twice

    def check_nonce(self, nonce: str) -> bool:
        return nonce == self.login.nonce

    def save_launch_data(self, key: str, jwt_body: Any) -> None:
        pass

    def set_state_valid(self, state: str, id_token_hash: str) -> None:
        pass


class Address(Redirect[str]):
    """An address to go to, for whoever answers the request."""

    def __init__(self, url: str) -> None:
        self.url = url

    def do_redirect(self) -> str:
        return self.url

    def do_js_redirect(self) -> str:
        return self.url

    def set_redirect_url(self, location: str) -> None:
        self.url = location

    def get_redirect_url(self) -> str:
        return self.url


class LoginRequest(OIDCLogin):
    def get_redirect(self, url: str) -> Address:
        return Address(url)


class Message(MessageLaunch):
    def _get_request_param(self, key: str) -> str:
        return self._request.get_param(key)
