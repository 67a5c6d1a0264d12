"""Pages about an item that its kind has for the staff."""

from __future__ import annotations

from dataclasses import dataclass

from courseware.people.permissions import Permission


@dataclass(frozen=True)
class StaffPage:
    """A page, the permission that it asks for, and the words of a link to it.

    ``name`` tells it from the item's other pages: a page marks its own link by it.
    """

    name: str
    permission: Permission
    url: str
    words: str
