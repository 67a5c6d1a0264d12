"""A real OpenID Connect provider in a process of its own, and people who sign in with it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest
from django.test import Client
from pytest_django import Settings as SettingsWrapper

from courseware.people.models import ThrottleCounter
from tests.servers import free_port

LOGIN, CALLBACK = "/accounts/oidc/login/", "/accounts/oidc/login/callback/"
SITE = "http://testserver"


@dataclass
class Identities:
    """A provider, and the site as one of its clients."""

    url: str
    client: dict[str, str] = field(default_factory=dict)

    def register(self) -> None:
        answer = httpx.post(
            f"{self.url}/oauth2/clients",
            json={
                "redirect_uris": [SITE + CALLBACK],
                "token_endpoint_auth_method": "client_secret_post",
            },
        )
        found = answer.raise_for_status().json()
        self.client = {"client_id": found["client_id"], "secret": found["client_secret"]}

    def know(self, sub: str, **claims: Any) -> None:
        httpx.put(f"{self.url}/users/{sub}", json=claims).raise_for_status()

    def sign_in(self, address: str, sub: str, action: str = "authorize") -> str:
        """The person agrees at the provider, which sends the browser to the address returned."""
        answer = httpx.post(address, data={"sub": sub, "action": action})
        assert answer.status_code == 302, answer.text
        return answer.headers["location"].removeprefix(SITE)

    def app(self, **changed: Any) -> dict[str, Any]:
        named = {"provider_id": "sso", "name": "Campus", **self.client}
        return named | {"settings": {"server_url": self.url}} | changed


@pytest.fixture(scope="session")
def identities() -> Iterator[Identities]:
    with run_provider() as provider:
        yield provider


class run_provider:
    """A context manager: another provider has another key."""

    def __enter__(self) -> Identities:
        port = free_port()
        command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
        self.process = subprocess.Popen(
            [*command, "--require-registration", "true"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        provider = Identities(f"http://127.0.0.1:{port}")
        until = time.monotonic() + 60
        while True:
            try:
                provider.register()
                return provider
            except httpx.TransportError:
                assert time.monotonic() < until and self.process.poll() is None
                time.sleep(0.1)

    def __exit__(self, *_: Any) -> None:
        self.process.terminate()
        self.process.wait(30)


@pytest.fixture
def provider(identities: Identities, settings: SettingsWrapper, db: None) -> Identities:
    use(settings, identities.app())
    ThrottleCounter.objects.all().delete()
    return identities


def use(settings: SettingsWrapper, app: dict[str, Any]) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {"oidc": {"APPS": [app]}}


def begin(client: Client, **query: str) -> str:
    """Presses the button; the address of the provider to which the page leads."""
    page = client.post(f"{LOGIN}?{urlencode(query)}" if query else LOGIN)
    assert page.status_code == 200, page
    return page.context["url"]


def changed(address: str, **query: str) -> str:
    """The address with another query."""
    parts = urlsplit(address)
    return parts._replace(query=urlencode(dict(parse_qsl(parts.query)) | query)).geturl()


@pytest.fixture
def sign_in(provider: Identities, client: Client) -> Callable[..., Any]:
    """From the button to the page that follows the provider's answer."""

    def sign_in(sub: str, **query: str) -> Any:
        return client.get(provider.sign_in(begin(client, **query), sub))

    return sign_in
