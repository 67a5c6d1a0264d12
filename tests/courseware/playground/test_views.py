"""The page of the playground; what it does in a browser is in tests/journeys/test_playground.py."""

from __future__ import annotations

from django.test import Client


def test_anybody_may_open_it_and_it_reads_without_script(client: Client):
    response = client.get("/playground/")
    page = response.content.decode()
    assert response.status_code == 200
    assert "data-playground-worker=" in page
    assert "<noscript>" in page and 'role="img"' in page
    assert client.post("/playground/").status_code == 405


def test_its_worker_may_run(client: Client):
    policy = client.get("/playground/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "worker-src" not in policy, "default-src decides"
