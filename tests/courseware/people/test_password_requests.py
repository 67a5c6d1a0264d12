"""Requests that hash a password are recognized before any work is done."""

from __future__ import annotations

import pytest

from courseware.people.password_requests import is_password_request


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("POST", "/accounts/login/", True),
        ("POST", "/accounts/signup/", True),
        ("POST", "/accounts/password/change/", True),
        ("POST", "/admin/login/", False),
        ("GET", "/accounts/login/", False),
        ("POST", "/courses/ml/join/", False),
        ("POST", "/courses/accounts/", False),
        ("POST", "/admin/people/user/", False),
    ],
)
def test_posts_of_forms_with_passwords(method, path, expected):
    assert is_password_request({"method": method, "path": path}) is expected
