"""One OpenID Connect provider, set up in the environment.

allauth's own reads an ID token that it has fetched itself without its signature, and knows no
nonce. Here both are checked, the issuer too, and PKCE is always used.
"""

from __future__ import annotations

import base64
from hashlib import sha256
from hmac import compare_digest
from typing import Any

import jwt
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

PROVIDER_ID = "sso"  # in the rows of linked accounts
# Of public keys only: a key that everybody can read must not verify a shared secret.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
MAX_SUBJECT = 255  # OpenID Connect Core 1.0, section 2


class Adapter(OpenIDConnectOAuth2Adapter):
    """Raises `OAuth2Error` for every response that cannot be verified."""

    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        config = super().openid_config
        wanted = str(self.get_provider().app.settings["server_url"])
        if str(config.get("issuer", "")).rstrip("/") != wanted.rstrip("/"):
            raise OAuth2Error("The provider names another issuer than OIDC_ISSUER.")
        return config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return build_absolute_uri(request, reverse("oidc_callback"), self.redirect_uri_protocol)

    def get_access_token_data(
        self, request: HttpRequest, app: Any, client: Any, pkce_code_verifier: str | None = None
    ) -> dict[str, Any]:
        self.nonce = nonce_of(pkce_code_verifier or "")
        return super().get_access_token_data(request, app, client, pkce_code_verifier)

    def complete_login(
        self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        id_token = kwargs["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("The provider sent no ID token.")
        try:
            claims = self._decode_id_token(app, id_token)
            person = self._fetch_user_info(token.token)
        except (jwt.PyJWTError, AttributeError, KeyError, TypeError, ValueError) as error:
            raise OAuth2Error(f"The ID token is not valid: {error}") from error
        subject = claims["sub"]
        if not compare_digest(str(claims.get("nonce", "")).encode(), self.nonce.encode()):
            raise OAuth2Error("The ID token belongs to another sign-in.")
        if not isinstance(subject, str) or not 0 < len(subject) <= MAX_SUBJECT or "\0" in subject:
            raise OAuth2Error("The subject of the ID token is not valid.")
        if not isinstance(person, dict) or person.get("sub") != subject:
            raise OAuth2Error("The user info is about another person than the ID token.")
        return self.get_provider().sociallogin_from_response(request, {"userinfo": person})

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        """The claims. A provider with a single key need not name it (RFC 7515, 4.1.4)."""
        with get_adapter().get_requests_session() as session:
            keys = jwt.PyJWKSet.from_dict(session.get(self.openid_config["jwks_uri"]).json()).keys
        named = jwt.get_unverified_header(id_token).get("kid")
        fitting = [key for key in keys if key.key_id == named or (named is None and len(keys) == 1)]
        if len(fitting) != 1:
            raise OAuth2Error("The ID token is signed with a key that the provider does not list.")
        return jwt.decode(
            id_token,
            key=fitting[0].key,
            algorithms=ALGORITHMS,
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            leeway=60,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )


class Provider(OpenIDConnectProvider):
    id = "oidc"
    oauth2_adapter_class = Adapter

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        url = reverse("oidc_login")
        return f"{url}?{urlencode(kwargs)}" if kwargs else url

    def get_callback_url(self) -> str:
        return reverse("oidc_callback")

    def get_pkce_params(self) -> dict[str, str]:
        """PKCE and a nonce; what both are made of stays in the session."""
        params = generate_code_challenge()
        return {**params, "nonce": nonce_of(params["code_verifier"])}

    # Addresses of the sign-in page cannot change what is asked of the provider.
    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, Any]:
        return self.get_auth_params()

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        return self.get_scope()

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """Only texts, without what no database stores."""
        fields = super().extract_common_fields(data)
        return {
            name: value.replace("\0", "")[:150]
            for name, value in fields.items()
            if isinstance(value, str)
        }

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """Verified only where the provider says so; some write the word instead of the value."""
        found = super().extract_email_addresses(data)
        for address in found:
            address.verified = data["userinfo"].get("email_verified") in (True, "true")
        return [address for address in found if isinstance(address.email, str)]

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """What names the linked account on the page of its owner, and no more."""
        names = ("sub", "email", "preferred_username", "name")
        return {name: data["userinfo"][name] for name in names if name in data["userinfo"]}


def nonce_of(code_verifier: str) -> str:
    """A second secret of a sign-in, which tells nothing of the first."""
    digest = sha256(b"nonce " + code_verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


provider_classes = [Provider]
