"""Submissions that are joined by pairs that stand out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """Keys of submissions, and the least and the largest similarity of the pairs that join them."""

    members: tuple[str, ...]
    least: float
    most: float


def groups_of(pairs: Iterable[tuple[str, str, float]]) -> list[Group]:
    """Groups of more than two, the largest first; a pair alone is a pair."""
    pairs = list(pairs)
    root: dict[str, str] = {}

    def find(key: str) -> str:
        root.setdefault(key, key)
        while root[key] != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    for left, right, _ in pairs:
        root[find(left)] = find(right)
    members: dict[str, list[str]] = {}
    for key in sorted(root):
        members.setdefault(find(key), []).append(key)
    values: dict[str, list[float]] = {}
    for left, _, similarity in pairs:
        values.setdefault(find(left), []).append(similarity)
    found = [
        Group(tuple(keys), min(values[top]), max(values[top]))
        for top, keys in members.items()
        if len(keys) > 2
    ]
    return sorted(found, key=lambda group: (-len(group.members), -group.most))
