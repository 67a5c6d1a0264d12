"""What pages do has an operation, or a reason in docs/decisions/api.md."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.urls import URLResolver, get_resolver

from courseware.api.site import api

TEXT = Path("docs/decisions/api.md").read_text("utf-8")
NO_PAGES = ("admin/", "api/", "accounts/")
ACCOUNT = {
    *("tokens", "token-revoke", "profile", "language", "sessions"),
    *("export", "delete-account"),
}
"""Below accounts/, where the other pages come from allauth."""


def names_in(column: int) -> list[str]:
    """What stands in code quotes in a column of the tables."""
    rows = [line.split("|") for line in TEXT.splitlines() if line.startswith("| `")]
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row[column])]


def pages(patterns: Any, space: str = "") -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        if str(pattern.pattern).startswith(NO_PAGES):
            continue
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else space
            found |= pages(pattern.url_patterns, inner)
        else:
            found.add(f"{space}{pattern.name}")
    return found


def test_every_page_is_listed_once():
    listed = names_in(1)
    assert len(listed) == len(set(listed))
    assert set(listed) - ACCOUNT == pages(get_resolver().url_patterns)
    assert set(get_resolver().reverse_dict) >= ACCOUNT


def test_every_operation_is_that_of_a_page():
    """An operation's id ends with the name of its function."""
    with_operations, _, _without = TEXT.partition("## Pages without")
    rows = [line.split("|")[2] for line in with_operations.splitlines() if line.startswith("| `")]
    named = [name for row in rows for name in re.findall(r"`([^`]+)`", row)]
    ids = {
        operation["operationId"]
        for methods in api.get_openapi_schema()["paths"].values()
        for operation in methods.values()
    }
    found = {name: {each for each in ids if each.endswith(f"_{name}")} for name in named}
    assert all(found.values()), [name for name in named if not found[name]]
    assert set().union(*found.values()) == ids


def test_every_address_of_the_api_is_in_the_schema():
    (resolver,) = [
        each
        for each in get_resolver("courseware.api.urls").url_patterns
        if (isinstance(each, URLResolver))
    ]
    routes = {
        re.sub("<(?:[a-z]+:)?([a-z_]+)>", r"{\1}", str(p.pattern)) for p in resolver.url_patterns
    }
    described = {path.removeprefix("/api/v1/") for path in api.get_openapi_schema()["paths"]}
    assert routes - {"", "openapi.json"} == described
