"""What lists of labs show: every shipped lab can be filtered, and the map of labs has no loop."""

from __future__ import annotations

from collections import Counter

import pytest
import yaml

from grader.lab import lab_folders, lab_roots

LABS = {
    folder.name: yaml.safe_load((folder / "lab.yaml").read_text("utf-8"))
    for folder in lab_folders(lab_roots())
}


@pytest.mark.parametrize("slug", LABS)
def test_every_lab_says_how_hard_it_is_and_has_tags(slug: str) -> None:
    assert LABS[slug]["difficulty"] in ("easy", "medium", "hard")
    assert 1 <= len(LABS[slug]["tags"]) <= 6


def test_tags_group_labs() -> None:
    """A tag that one lab alone has filters nothing; some name what is special about a lab."""
    counts = Counter(tag for lab in LABS.values() for tag in lab["tags"])
    shared = {tag for tag, count in counts.items() if count > 1}
    assert len(shared) >= 20
    alone = [slug for slug, lab in LABS.items() if not shared & set(lab["tags"])]
    assert len(alone) <= len(LABS) // 10, alone


def test_no_difficulty_is_most_of_them() -> None:
    counts = Counter(lab["difficulty"] for lab in LABS.values())
    assert set(counts) == {"easy", "medium", "hard"}
    assert max(counts.values()) < 0.6 * len(LABS)


def test_prerequisites_are_labs_and_lead_back_to_one_without_any() -> None:
    waiting = {slug: set(lab["needs"]) for slug, lab in LABS.items()}
    assert {need for needs in waiting.values() for need in needs} <= waiting.keys()
    while ready := {slug for slug, needs in waiting.items() if not needs}:
        waiting = {slug: needs - ready for slug, needs in waiting.items() if slug not in ready}
    assert waiting == {}
