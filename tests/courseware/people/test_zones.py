"""Time zones to choose from."""

from __future__ import annotations

import pytest

from courseware.people.zones import zone_names, zone_of


def test_places_are_offered_and_utc_comes_first():
    names = zone_names()
    assert names[0] == "UTC"
    assert {"Europe/Berlin", "Asia/Kolkata", "America/Argentina/Ushuaia"} <= set(names)
    assert list(names[1:]) == sorted(names[1:])


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "posix/Europe/Berlin", "../etc/passwd"])
def test_anything_else_is_no_zone(name: str):
    assert zone_of(name) is None


def test_a_zone_is_found_by_its_name():
    assert str(zone_of("Asia/Tokyo")) == "Asia/Tokyo"
