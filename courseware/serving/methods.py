"""Methods of requests, as labels with few values: a client may send any word."""

from __future__ import annotations

OTHER = "other"
_KNOWN = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def method_label(method: str | None) -> str:
    """The method, or `OTHER` for one that the site does not answer."""
    return method if method in _KNOWN else OTHER
