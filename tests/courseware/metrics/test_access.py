"""Who may read the figures."""

from __future__ import annotations

import pytest

from courseware.metrics.access import Access, access


@pytest.mark.parametrize(
    ("authorization", "address", "expected"),
    [
        ("Bearer right", "192.0.2.1", Access.GRANTED),
        ("bearer  right", "192.0.2.1", Access.GRANTED),
        ("Bearer wrong", "192.0.2.1", Access.DENIED),
        ("Basic right", "192.0.2.1", Access.DENIED),
        ("right", "192.0.2.1", Access.DENIED),
        ("", "10.1.2.3", Access.GRANTED),
        ("Bearer wrong", "10.1.2.3", Access.GRANTED),
        ("", "11.1.2.3", Access.DENIED),
        ("", "fd00::1", Access.GRANTED),
        ("", "", Access.DENIED),
        ("", "no address", Access.DENIED),
    ],
)
def test_a_token_or_an_address_is_needed(authorization, address, expected):
    networks = ["10.0.0.0/8", "fd00::/8"]
    assert access("right", networks, authorization=authorization, address=address) is expected


def test_without_settings_nobody_reads_them():
    given = {"authorization": "Bearer ", "address": "127.0.0.1"}
    assert access("", [], **given) is Access.OFF


@pytest.mark.parametrize("authorization", ["Bearer ", "Bearer", ""])
def test_an_empty_token_opens_nothing(authorization):
    found = access("", ["10.0.0.1"], authorization=authorization, address="192.0.2.1")
    assert found is Access.DENIED
