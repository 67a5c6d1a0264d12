"""A submission until it has its result."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from courseware_client.errors import Offline
from courseware_client.site import Site

FINAL = ("done", "failed")
POLL_SECONDS = 2.0
MAX_SILENCE = 600.0


def follow(site: Site, course: str, lab: str, number: int) -> Iterator[dict[str, Any]]:
    """The submission now, and again whenever there is something new; the last one is final.

    A stream of events says when to look again; without one it looks now and then.

    Raises: ClientError: as `Site.get`, and when nothing comes for long.
    """
    path = f"/courses/{course}/labs/{lab}/submissions/{number}"
    found = site.get(path)
    yield found
    deadline = time.monotonic() + MAX_SILENCE
    while found["state"] not in FINAL:
        seen = _look(found)
        for _ in _changes(site, path):
            found = site.get(path)
            if _look(found) != seen:
                seen, deadline = _look(found), time.monotonic() + MAX_SILENCE
                yield found
            if found["state"] in FINAL:
                return
            if time.monotonic() > deadline:
                raise Offline("Nothing has come for ten minutes. Look again later.")


def _changes(site: Site, path: str) -> Iterator[None]:
    """Whenever it is worth looking again, for as long as one connection lasts."""
    try:
        for _ in site.events(f"{path}/events"):
            yield
    except Offline:
        pass
    time.sleep(POLL_SECONDS)
    yield


def _look(found: dict[str, Any]) -> tuple[Any, ...]:
    report = found["report"]
    return (found["state"], found["correctness"], found["place"], len(report["cases"]))
