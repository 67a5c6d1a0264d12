"""The interface of item kinds: what is required, and the defaults of what is not."""

from __future__ import annotations

import pytest

from courseware.items.kinds import Definition, ItemKind, all_kinds, kind_named
from tests.courseware.items.kinds import Essays, registered


def test_the_shipped_kinds_are_installed_in_the_order_of_their_names():
    assert [kind.name for kind in all_kinds()] == ["external", "lab", "quiz"]


def test_a_kind_is_found_by_its_name_while_it_is_installed():
    with registered(Essays()) as essays:
        assert kind_named("essay") is essays
        assert [kind.name for kind in all_kinds()] == ["essay", "external", "lab", "quiz"]
    with pytest.raises(KeyError):
        kind_named("essay")


@pytest.mark.parametrize("missing", ["read", "store", "url", "states", "work"])
def test_a_kind_without_a_required_method_cannot_be_made(missing: str):
    methods = {name: getattr(Essays, name) for name in ("read", "store", "url", "states", "work")}
    del methods[missing]
    with pytest.raises(TypeError, match=missing):
        type("Incomplete", (ItemKind,), methods)()


def test_optional_methods_have_defaults():
    kind = Essays()
    definitions = [Definition(slug, slug, "digest", None) for slug in ("a", "b")]
    assert kind.counts(definitions) == {"essays": 2}
    kind.extended([], [], {}, None)
    assert kind.works([], None) == {}
    assert kind.flagged(None) == []
    assert kind.demo_items([]) == []
    assert list(kind.export(None)) == []
    assert kind.place(None, "attempt/1/x", None) is None


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
def test_the_count_of_a_kind_stands_under_its_plural(kind: ItemKind):
    counts = kind.counts([])
    assert counts == {} if kind.made_on_site else counts[kind.plural] == 0
