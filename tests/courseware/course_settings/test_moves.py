from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import override_settings

from courseware.course_settings.moves import digest, moves
from courseware.items.models import Item

DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)
DAY = timedelta(days=1)


def test_dates_move_by_days_of_the_calendar_and_missing_ones_stay_missing():
    due = datetime(2026, 3, 24, 17, tzinfo=UTC)  # 18:00 in Berlin, before summer time
    dated, undated = Item(due_at=due), Item()
    with override_settings(TIME_ZONE="Europe/Berlin"):
        (move,) = moves([dated, undated], 7)
        (back,) = moves([Item(due_at=move.after["due_at"])], -7)
    assert (move.item, move.before) == (dated, {"due_at": due})
    assert move.after == {"due_at": datetime(2026, 3, 31, 16, tzinfo=UTC)}
    assert back.after == {"due_at": due}


def test_only_dates_from_a_day_on_move():
    item = Item(opens_at=DUE - 7 * DAY, due_at=DUE, closes_at=DUE + DAY)
    (move,) = moves([item], 2, date(2026, 12, 4))
    assert [name for name, *_dates in move.dates] == ["due_at", "closes_at"]
    assert moves([item], 2, date(2026, 12, 6)) == []


@pytest.mark.parametrize(
    ("days", "starting", "possible"),
    [(-60, None, True), (-7, date(2026, 12, 4), False), (-6, date(2026, 12, 4), True)],
)
def test_a_move_keeps_the_order_of_dates(days, starting, possible):
    (move,) = moves([Item(opens_at=DUE - 7 * DAY, due_at=DUE)], days, starting)
    assert move.is_possible is possible


def test_closing_never_comes_before_due():
    item = Item(due_at=DUE, closes_at=DUE + 2 * DAY)
    assert not moves([item], -3, date(2026, 12, 5))[0].is_possible
    turned = Item(due_at=DUE, closes_at=DUE - DAY)  # as the files have it
    assert moves([turned], 7)[0].is_possible


def test_the_digest_tells_dates_apart():
    one, same, other = (
        moves([Item(pk=1, due_at=due)], 7) for due in (DUE, DUE, DUE + timedelta(minutes=1))
    )
    assert digest(one) == digest(same)
    assert len({digest(one), digest(other), digest([])}) == 3
