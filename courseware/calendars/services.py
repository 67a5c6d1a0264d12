"""Making and taking back addresses of feeds."""

from __future__ import annotations

from courseware.calendars.models import CalendarFeed, new_nonce
from courseware.database.transactions import in_transaction
from courseware.people.models import User


@in_transaction
def renew_feed(*, user: User) -> CalendarFeed:
    """A new address; one that there was before stops working."""
    feed, _ = CalendarFeed.objects.update_or_create(user=user, defaults={"nonce": new_nonce()})
    return feed


@in_transaction
def revoke_feed(*, user: User) -> None:
    """The address stops working, and there is no other."""
    CalendarFeed.objects.filter(user=user).delete()
