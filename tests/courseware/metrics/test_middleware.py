"""How responses are counted."""

from __future__ import annotations

import pytest
from django.test import Client
from prometheus_client import REGISTRY

pytestmark = pytest.mark.django_db


def counted(**labels: str) -> float:
    return REGISTRY.get_sample_value("courseware_request_seconds_count", labels) or 0


@pytest.mark.parametrize(
    ("method", "path", "labels"),
    [
        ("GET", "/accounts/login/", {"view": "account_login", "method": "GET", "status": "200"}),
        ("GET", "/no/such/page/", {"view": "none", "method": "GET", "status": "404"}),
        ("POST", "/health/", {"view": "health", "method": "POST", "status": "405"}),
        ("BREW", "/health/", {"view": "health", "method": "other", "status": "405"}),
    ],
)
def test_a_response_is_counted_by_its_view_and_not_by_its_address(method, path, labels):
    before = counted(**labels)
    Client().generic(method, path)
    assert counted(**labels) == before + 1
