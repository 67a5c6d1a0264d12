from datetime import UTC, datetime, timedelta

import pytest

from courseware.outages.detection import SILENT, outages

NOON = datetime(2026, 12, 4, 12, 0, tzinfo=UTC)


def at(minute: float) -> datetime:
    return NOON + timedelta(minutes=minute)


def found(signs: str, until: float | None = None) -> list[tuple[float, float, tuple[str, ...]]]:
    """A character a minute: well, failing, or no sign; outages as minutes from noon."""
    rows = [
        (at(n), ["worker"] if sign == "x" else []) for n, sign in enumerate(signs) if sign != " "
    ]
    return [
        ((each.start - NOON).seconds / 60, (each.end - NOON).seconds / 60, each.causes)
        for each in outages(rows, at(len(signs) - 1 if until is None else until))
    ]


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ("", []),
        ("......", []),
        ("... ...", []),  # one sign came late
        (".x.", []),  # too short to matter
        ("..xxx..", [(1, 5, ("worker",))]),
        ("..    ..", [(1, 6, (SILENT,))]),
        ("..xx   ..", [(1, 7, (SILENT, "worker"))]),
        ("..xxx..     ..", [(6, 12, (SILENT,)), (1, 5, ("worker",))]),
        ("xxxx..", [(0, 4, ("worker",))]),
        ("..xxxx", [(1, 5, ("worker",))]),  # it lasts
    ],
)
def test_outages_last_from_the_last_good_sign_to_the_next(signs, expected):
    assert found(signs) == expected


def test_an_outage_that_lasts_reaches_until_now():
    assert found("...", until=30) == [(2, 30, (SILENT,))]
    assert found("...", until=4) == []
