"""Requests that hash a password, which takes a quarter of a second of a core on purpose."""

from __future__ import annotations

from typing import Any

FORMS_WITH_PASSWORDS = ("/accounts/", "/invitations/")


def is_password_request(scope: dict[str, Any]) -> bool:
    """Decided by the address, before any work is done (`courseware.serving.gate`)."""
    return scope["method"] == "POST" and scope["path"].startswith(FORMS_WITH_PASSWORDS)
