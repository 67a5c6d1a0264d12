from datetime import UTC, datetime

from django.test import override_settings

from courseware.course_settings.selectors import shifted
from courseware.items.models import Item


def test_dates_move_by_days_of_the_calendar_and_missing_ones_stay_missing():
    due = datetime(2026, 3, 24, 17, tzinfo=UTC)  # 18:00 in Berlin, before summer time
    dated, undated = Item(due_at=due), Item()
    with override_settings(TIME_ZONE="Europe/Berlin"):
        (shift,) = shifted([dated, undated], 7)
        (back,) = shifted([Item(due_at=shift.after["due_at"])], -7)
    assert (shift.item, shift.before) == (dated, {"due_at": due})
    assert shift.after == {"due_at": datetime(2026, 3, 31, 16, tzinfo=UTC)}
    assert back.after == {"due_at": due}
