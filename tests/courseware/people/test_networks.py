"""Where a request comes from."""

from __future__ import annotations

import pytest

from courseware.people.networks import network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", ""),
    ],
)
def test_an_address_stands_for_its_network(rf, address, network):
    assert network_of(rf.get("/", REMOTE_ADDR=address)) == network


def test_requests_without_an_address_are_one_network(rf):
    request = rf.get("/")
    del request.META["REMOTE_ADDR"]
    assert network_of(request) == ""


def test_a_header_that_anybody_can_send_changes_nothing(rf):
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="198.51.100.7")
    assert network_of(request) == "192.0.2.1"
