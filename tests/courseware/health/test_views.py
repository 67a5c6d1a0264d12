"""The health page as monitoring sees it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.courseware.health.signs import set_worker

pytestmark = pytest.mark.django_db


def test_the_page_is_never_cached_and_needs_no_session(client: Client, broker: Any):
    set_worker(broker)
    response = client.get("/health/")
    assert (response.status_code, response.json()["ok"]) == (200, True)
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_a_503_is_an_ordinary_response_and_fills_no_log(
    client: Client, no_broker: None, caplog: Any
):
    response = client.get("/health/")
    assert (response.status_code, response.json()["ok"]) == (503, False)
    assert "Service Unavailable" not in caplog.text


@pytest.mark.parametrize(("method", "status"), [("head", 503), ("post", 405), ("delete", 405)])
def test_only_reading_is_allowed(client: Client, no_broker: None, method: str, status: int):
    assert getattr(client, method)("/health/").status_code == status
