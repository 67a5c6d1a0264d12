"""An answer of the provider counts only for the sign-in that asked for it, and with its key."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.test import Client
from pytest_django import Settings as SettingsWrapper

from courseware.people.models import User
from courseware.single_sign_on.provider import nonce_of
from tests.courseware.single_sign_on.conftest import (
    Identities,
    begin,
    changed,
    run_provider,
    use,
)
from tests.servers import free_port


def refused(client: Client, address: str) -> bool:
    answer = client.get(address)
    failed = answer.status_code == 401 and "Sign-in failed" in answer.text
    return failed and "_auth_user_id" not in client.session


def test_the_provider_is_asked_for_a_code_with_pkce_state_and_nonce(
    provider: Identities, client: Client
):
    asked = parse_qs(urlsplit(begin(client)).query)
    assert asked["response_type"] == ["code"] and asked["code_challenge_method"] == ["S256"]
    assert all(len(asked[name][0]) >= 16 for name in ("state", "nonce", "code_challenge"))
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}


def test_the_address_of_the_page_changes_nothing_of_what_is_asked(
    provider: Identities, client: Client
):
    asked = parse_qs(
        urlsplit(begin(client, auth_params="redirect_uri=http://e.org/", scope="admin")).query
    )
    assert asked["redirect_uri"] == ["http://testserver/accounts/oidc/login/callback/"]
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}


def test_another_state_is_refused(provider: Identities, client: Client):
    back = provider.sign_in(begin(client), "eve")
    assert refused(client, changed(back, state="x" * 16))
    assert refused(client, back.partition("?")[0])


def test_the_state_of_another_browser_is_refused(provider: Identities, client: Client):
    """Somebody's answer in a stranger's browser would sign the stranger in as somebody."""
    assert refused(Client(), provider.sign_in(begin(client), "eve"))


def test_an_answer_counts_once(provider: Identities, client: Client):
    back = provider.sign_in(begin(client), "eve")
    assert client.get(back).status_code == 302
    assert refused(client, back)


def test_a_token_for_another_nonce_is_refused(provider: Identities, client: Client):
    assert refused(client, provider.sign_in(changed(begin(client), nonce="x" * 20), "eve"))


def test_a_token_without_a_nonce_is_refused(provider: Identities, client: Client):
    address = begin(client)
    assert refused(client, provider.sign_in(changed(address, nonce=""), "eve"))


def test_the_nonce_does_not_tell_the_verifier():
    assert nonce_of("a") != nonce_of("b") and "verifier" not in nonce_of("verifier")


def test_a_wrong_client_secret_signs_nobody_in(
    provider: Identities, client: Client, settings: SettingsWrapper
):
    use(settings, provider.app(secret="wrong"))
    assert refused(client, provider.sign_in(begin(client), "eve"))


@contextmanager
def serving(document: object) -> Iterator[str]:
    """A web server with one JSON document."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(document).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_token_signed_with_another_key_is_refused(
    provider: Identities, client: Client, settings: SettingsWrapper
):
    (key,) = httpx.get(f"{provider.url}/jwks").json()["keys"]
    with run_provider() as other:
        (foreign,) = httpx.get(f"{other.url}/jwks").json()["keys"]
    documents = [
        {"keys": [foreign]},
        {"keys": [foreign, foreign]},
        {"keys": [key | {"kid": "1"}, foreign | {"kid": "2"}]},
        {"keys": []},
        {"keys": [{"kty": "oct", "alg": "HS256", "k": "c2VjcmV0"}]},
        {"keys": [{"kty": "RSA", "n": 1, "e": None}]},
        [],
    ]
    for document in documents:
        with serving(document) as address:
            override = {"openid_configuration_overrides": {"jwks_uri": address}}
            use(settings, provider.app(settings={"server_url": provider.url, **override}))
            assert refused(client, provider.sign_in(begin(client), "eve")), document


def test_user_info_about_another_person_is_refused(
    provider: Identities, client: Client, settings: SettingsWrapper
):
    for document in ({"sub": "victim"}, {"email": "victim@example.org"}, [], None):
        with serving(document) as address:
            override = {"openid_configuration_overrides": {"userinfo_endpoint": address}}
            use(settings, provider.app(settings={"server_url": provider.url, **override}))
            assert refused(client, provider.sign_in(begin(client), "eve")), document


@pytest.mark.parametrize("change", [{"issuer": "https://e.org"}, {"issuer": None}])
def test_a_provider_that_names_another_issuer_is_not_asked(
    provider: Identities,
    client: Client,
    settings: SettingsWrapper,
    change: dict[str, object],
):
    override = {"openid_configuration_overrides": change}
    use(settings, provider.app(settings={"server_url": provider.url, **override}))
    assert client.post("/accounts/oidc/login/").status_code == 401


def test_a_provider_that_is_down_or_none_gets_a_page(
    provider: Identities, client: Client, settings: SettingsWrapper
):
    use(settings, provider.app(settings={"server_url": f"http://127.0.0.1:{free_port()}"}))
    assert client.post("/accounts/oidc/login/").status_code == 401
    for document in ("text", [], {}):
        with serving(document) as address:
            use(settings, provider.app(settings={"server_url": address}))
            assert client.post("/accounts/oidc/login/").status_code == 401
    assert not User.objects.exists()
