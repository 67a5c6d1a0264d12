"""Kinds of items for tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings

from courseware.items import kinds, registry
from courseware.items.files import ItemFiles
from courseware.items.kinds import Definition, ItemKind, ItemState
from courseware.items.works import Work


class Essays(ItemKind):
    """A kind with only what every kind must have."""

    name, label, plural, urls = "essay", "Essay", "essays", "essays.urls"
    files = ItemFiles("essays", Path("nowhere"), "*.txt")

    def __init__(self, states: dict[int, ItemState] | None = None) -> None:
        self.known_states = states or {}
        self.broken: set[int] = set()

    def read(self, path: Path, faults: Any, shown: str) -> Definition | None:
        return Definition(path.stem, path.stem, "digest", None)

    def store(self, item: Any, definition: Definition) -> bool:
        return False

    def url(self, item: Any) -> str:
        return f"/essays/{item.slug}/"

    def states(self, items: Sequence[Any], user: Any) -> dict[int, ItemState]:
        if self.broken & {item.id for item in items}:
            raise KeyError("a field that is missing")
        wanted = {item.id for item in items}
        return {pk: state for pk, state in self.known_states.items() if pk in wanted}

    def work(self, item: Any, user: Any) -> list[Work]:
        return []


@contextmanager
def registered(kind: ItemKind) -> Iterator[ItemKind]:
    """The kind is installed meanwhile, and has no pages: addresses are those of the site."""
    import_module(settings.ROOT_URLCONF)
    kinds.register(kind)
    try:
        yield kind
    finally:
        registry.unregister(kind.name)
