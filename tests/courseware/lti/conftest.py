from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from courseware.lti import keys
from courseware.lti.models import Context, Deployment, Key, Platform
from courseware.lti.services import _tokens
from tests.courseware.lti.platform import (
    CLIENT,
    CONTEXT,
    DEPLOYMENT,
    Message,
    PlatformServer,
    key_pair,
)


@pytest.fixture
def server(settings: Any) -> Iterator[PlatformServer]:
    """A platform that this site does not know yet."""
    settings.LTI_PRIVATE = True
    _tokens.clear()
    running = PlatformServer()
    yield running
    running.switch_off()


@pytest.fixture
def platform(db: None, server: PlatformServer) -> Platform:
    """It is registered."""
    private, public = key_pair(2)  # making one takes a while
    Key.objects.create(private=private, public=public)
    server.keys_of_tool = keys.public_keys()
    registered = Platform.objects.create(
        name="School",
        issuer=server.url,
        client_id=CLIENT,
        auth_url=f"{server.url}/auth",
        token_url=f"{server.url}/token",
        keyset_url=f"{server.url}/jwks",
    )
    Deployment.objects.create(platform=registered, key=DEPLOYMENT, active=True)
    return registered


@pytest.fixture
def context(platform: Platform, course: Any) -> Context:
    """Its course opens ours."""
    return Context.objects.create(
        deployment=platform.deployments.get(),
        key=CONTEXT,
        course=course,
        members_url=f"{platform.issuer}/members",
    )


Launch = Callable[..., Any]


@pytest.fixture
def begin(client: Client, server: PlatformServer) -> Callable[..., Any]:
    """The platform sends a browser here; the response."""

    def begin(browser: Client = client, **changes: str) -> Any:
        params = {k: v for k, v in (server.login_params() | changes).items() if v}
        return browser.get("/lti/login/", params)

    return begin


@pytest.fixture
def launch(client: Client, server: PlatformServer, begin: Callable[..., Any]) -> Launch:
    """A whole launch, up to the page that the browser ends on."""

    def launch(browser: Client = client, framed: bool = False, **message: Any) -> Any:
        form = server.answer(begin(browser).url, Message(**message))
        return send(browser, form, framed=framed)

    return launch


def send(browser: Client, form: dict[str, str], *, framed: bool = False) -> Any:
    """The response of the last page of ours, be it a redirect to a page of the course."""
    destination = {"HTTP_SEC_FETCH_DEST": "iframe" if framed else "document"}
    return follow(browser, browser.post("/lti/launch/", form, **destination))


def follow(browser: Client, response: Any) -> Any:
    while response.status_code in (302, 303) and response.url.startswith("/lti/"):
        response = browser.get(response.url)
    return response
