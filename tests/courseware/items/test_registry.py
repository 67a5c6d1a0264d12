"""The item kinds that are installed."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from courseware.items import registry


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_kinds", {})


def test_names_are_in_alphabetical_order():
    for name in ("quiz", "lab"):
        registry.register(SimpleNamespace(name=name))
    assert registry.names() == ["lab", "quiz"]


def test_of_two_with_one_name_the_last_counts():
    first, second = SimpleNamespace(name="lab"), SimpleNamespace(name="lab")
    registry.register(first)
    registry.register(second)
    assert registry.get("lab") is second


def test_a_kind_that_is_not_installed_is_an_error():
    with pytest.raises(KeyError):
        registry.get("lab")
    with pytest.raises(KeyError):
        registry.unregister("lab")
