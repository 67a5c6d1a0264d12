"""The client on the real site, in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from courseware_client import settings as client_settings
from courseware_client.settings import Login
from courseware_client.site import Site

URL = "http://testserver"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of the person who runs the tests is read or written."""
    folder = tmp_path / "home"
    monkeypatch.setattr(client_settings, "config_file", lambda: folder / "config" / "login.json")
    monkeypatch.setattr("courseware_client.pending.data_folder", lambda: folder / "data")
    for name in ("URL", "TOKEN", "COURSE"):
        monkeypatch.delenv(f"COURSEWARE_{name}", raising=False)
    return folder


@pytest.fixture
def to_site() -> httpx.BaseTransport:
    """Requests reach the site without a network."""
    from django.test import Client

    def handle(request: httpx.Request) -> httpx.Response:
        found = Client().generic(
            request.method,
            request.url.raw_path.decode("ascii"),
            request.read(),
            content_type=request.headers.get("Content-Type", ""),
            headers=dict(request.headers),
        )
        return httpx.Response(found.status_code, headers=dict(found.items()), content=found.content)

    return httpx.MockTransport(handle)


@pytest.fixture
def sign_in(db: Any, to_site: httpx.BaseTransport) -> Callable[..., Site]:
    """A connection of a person with a token of theirs."""
    from courseware.api.tokens import create_token

    def sign_in(user: Any, *scopes: str) -> Site:
        _token, secret = create_token(user=user, name="laptop", scopes=scopes or ("read", "submit"))
        return Site(Login(URL, secret, "ml"), transport=to_site)

    return sign_in


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that would have been made."""
    pauses: list[float] = []
    monkeypatch.setattr("courseware_client.site.time.sleep", pauses.append)
    return pauses


@pytest.fixture
def lab(course: Any, tmp_path: Path) -> Any:
    """A lab of the course, as it is loaded."""
    from courseware.items.kinds import kind_named
    from grader.files.faults import Faults
    from tests.factories import make_item
    from tests.labs.writing import write_lab

    definition = kind_named("lab").read(write_lab(tmp_path), Faults(), "twice")
    item = make_item(course, "lab", slug="twice", title="Twice")
    kind_named("lab").store(item, definition)
    return item
