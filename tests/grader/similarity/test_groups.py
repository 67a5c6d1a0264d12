"""Groups of submissions."""

from __future__ import annotations

from grader.similarity.groups import Group, groups_of


def test_pairs_that_touch_form_a_group() -> None:
    found = groups_of([("a", "b", 0.9), ("c", "b", 0.7), ("d", "e", 0.8), ("f", "a", 0.6)])
    assert found == [Group(("a", "b", "c", "f"), 0.6, 0.9)]


def test_the_largest_is_first_and_nothing_gives_none() -> None:
    chain = [(str(n), str(n + 1), 0.5) for n in range(5)]
    found = groups_of([("x", "y", 1.0), ("y", "z", 1.0), *chain])
    assert [len(group.members) for group in found] == [6, 3]
    assert groups_of([]) == []
