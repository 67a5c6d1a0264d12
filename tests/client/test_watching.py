"""Following a submission."""

from __future__ import annotations

import httpx
import pytest
from courseware_client import watching
from courseware_client.errors import Offline
from courseware_client.settings import Login
from courseware_client.site import Site
from courseware_client.watching import follow

from tests.client.reports import submission

EVENT = "event: fragment\ndata: 1\n\n"


def site_with(states: list[dict], streams: list[object]) -> Site:
    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/events"):
            stream = streams.pop(0)
            if isinstance(stream, Exception):
                raise stream
            return httpx.Response(200, text=str(stream))
        return httpx.Response(200, json=states.pop(0) if len(states) > 1 else states[0])

    return Site(Login("https://a", "cw_x"), transport=httpx.MockTransport(handle))


@pytest.fixture(autouse=True)
def pauses(monkeypatch):
    found: list[float] = []
    monkeypatch.setattr(watching.time, "sleep", found.append)
    return found


def states_of(site: Site) -> list[str]:
    return [found["state"] for found in follow(site, "ml", "twice", 7)]


def test_a_result_that_is_there_is_read_once():
    assert states_of(site_with([submission()], [])) == ["done"]


def test_it_looks_again_at_every_event_and_tells_what_is_new(pauses):
    queued, running = submission(state="queued"), submission(state="running")
    site = site_with([queued, queued, running, submission()], [EVENT * 3])
    assert states_of(site) == ["queued", "running", "done"] and pauses == []


def test_without_events_it_looks_now_and_then(pauses):
    site = site_with([submission(state="running"), submission()], [httpx.ReadError("cut")])
    assert states_of(site) == ["running", "done"] and pauses == [2.0]


def test_it_does_not_wait_for_ever(monkeypatch):
    monkeypatch.setattr(watching, "MAX_SILENCE", -1.0)
    with pytest.raises(Offline, match="ten minutes"):
        states_of(site_with([submission(state="queued")], [EVENT]))
