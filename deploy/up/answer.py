"""What the running site says of itself at `/health/`."""

from __future__ import annotations

import http.client
import json
from typing import Any

from deploy.up.places import HOST

# What depends on the scheduler, which starts when the site answers: old news from the last run.
_STARTED_LAST = ("scheduled", "outbox")


def health(port: int, seconds: float = 5.0) -> dict[str, Any] | None:
    """The checks by name, or ``None`` while nothing answers.

    An answer that is not ours (a proxy's, or a refused host name) counts as one without checks.
    """
    connection = http.client.HTTPConnection(HOST, port, timeout=seconds)
    try:
        connection.request("GET", "/health/")
        body = connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found.get("checks", {}) if isinstance(found, dict) else {}


def worth_waiting(checks: dict[str, Any]) -> bool:
    """Whether something is missing that may still come: a sandbox does not, a worker does."""
    return any(
        not check["ok"] for name, check in checks.items() if name not in ("sandbox", *_STARTED_LAST)
    )


def troubles(checks: dict[str, Any]) -> list[str]:
    """A sentence for each check that fails."""
    return [
        check["sentence"]
        for name, check in checks.items()
        if not check["ok"] and name not in _STARTED_LAST
    ]
