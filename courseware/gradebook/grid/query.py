"""Which students and items of the gradebook somebody wants to see, and in which order. Pure.

All of it is in the address, so that a view can be bookmarked and shared. What an address says
wrongly filters nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

from courseware.gradebook.cell_states import CellState

STUDENTS_PER_PAGE = 50
ITEMS_PER_PAGE = 12
LONGEST = 100
_DEFAULTS = {"sort": "name", "page": 1, "columns": 1}
_ITEMS = re.compile(r"(?:kind-[\w-]{1,30}|chapter-\d{1,18}|item-\d{1,18})\Z", re.ASCII)
_SORT = re.compile(r"-?(?:name|total|item-\d{1,18})\Z", re.ASCII)


@dataclass(frozen=True)
class GridQuery:
    """``items`` is empty for all, or `kind-lab`, `chapter-3` or `item-7`, by id.

    ``sort`` is `name`, `total` or `item-7`, with a minus sign for the largest first. ``least`` and
    ``most`` are per cent, of the one item that is shown, else of the total. ``columns`` is the
    page of items.
    """

    q: str = ""
    section: int | None = None
    items: str = ""
    state: str = ""
    least: float | None = None
    most: float | None = None
    sort: str = "name"
    page: int = 1
    columns: int = 1

    @property
    def key(self) -> str:
        """What is sorted by, without the direction."""
        return self.sort.removeprefix("-")

    @property
    def descending(self) -> bool:
        return self.sort.startswith("-")

    @property
    def only_item(self) -> int | None:
        """The id of the one item that is shown."""
        return _id_in(self.items, "item-")

    @property
    def only_chapter(self) -> int | None:
        """The id of the chapter of which items are shown."""
        return _id_in(self.items, "chapter-")

    @property
    def least_text(self) -> str:
        """As shown in the form."""
        return "" if self.least is None else f"{self.least:g}"

    @property
    def most_text(self) -> str:
        return "" if self.most is None else f"{self.most:g}"

    @property
    def sort_item(self) -> int | None:
        """The id of the item that is sorted by."""
        return _id_in(self.key, "item-")

    @property
    def is_filtered(self) -> bool:
        """Whether students may be left out."""
        return bool(self.q or self.section or self.state) or self.has_range

    @property
    def has_range(self) -> bool:
        return self.least is not None or self.most is not None

    def takes(self, fraction: float | None) -> bool:
        """Whether a score is in the range; without a score, only where there is no range."""
        if not self.has_range:
            return True
        if fraction is None:
            return False
        percent = round(100 * fraction, 6)
        over = self.least is None or percent >= self.least
        return over and (self.most is None or percent <= self.most)

    def address(self, **changes: Any) -> str:
        """``?q=ada&page=2``: this view with changes; empty for the whole gradebook."""
        values = asdict(replace(self, **changes))
        kept = {
            name: f"{value:g}" if isinstance(value, float) else value
            for name, value in values.items()
            if value not in ("", None) and value != _DEFAULTS.get(name)
        }
        return f"?{urlencode(kept)}" if kept else ""

    def sorted_by(self, key: str) -> str:
        """The address of the same students by another key, or the other way round.

        Names begin at A, and points with the largest.
        """
        first, second = (key, f"-{key}") if key == "name" else (f"-{key}", key)
        return self.address(sort=second if self.sort == first else first, page=1) or "?"


def query_from(sent: Mapping[str, str]) -> GridQuery:
    """From an address or a form."""
    items, sort, state = sent.get("items", ""), sent.get("sort", ""), sent.get("state", "")
    section = sent.get("section", "")
    return GridQuery(
        q=sent.get("q", "").replace("\0", "").strip()[:LONGEST],
        section=int(section) if re.fullmatch(r"\d{1,18}", section, re.ASCII) else None,
        items=items if _ITEMS.match(items) else "",
        state=state if state in set(CellState) else "",
        least=_percent(sent.get("least", "")),
        most=_percent(sent.get("most", "")),
        sort=sort if _SORT.match(sort) else "name",
        page=_page(sent.get("page", "")),
        columns=_page(sent.get("columns", "")),
    )


def _percent(text: str) -> float | None:
    try:
        value = float(text.strip().rstrip("%").replace(",", "."))
    except ValueError:
        return None
    return value if 0 <= value <= 1000 else None


def _page(text: str) -> int:
    return max(1, int(text)) if re.fullmatch(r"\d{1,6}", text, re.ASCII) else 1


def _id_in(text: str, start: str) -> int | None:
    return int(text.removeprefix(start)) if text.startswith(start) else None
