"""Labs as a kind of item: what the site asks, the kind answers for the right person and course."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from courseware.items.kinds import kind_named
from courseware.people.policy import access_of
from grader.files.faults import Faults
from labs.kind import LabKind
from tests.labs.writing import write_lab


def test_labs_are_registered_when_the_site_starts() -> None:
    assert isinstance(kind_named("lab"), LabKind)


def test_a_lab_has_its_page_below_its_course(lab: Any) -> None:
    assert kind_named("lab").url(lab) == "/courses/ml/labs/twice/"


def test_a_lab_is_read_from_its_folder_without_a_database(tmp_path: Path) -> None:
    faults = Faults()
    definition = kind_named("lab").read(write_lab(tmp_path), faults, "labs/twice")

    assert definition is not None
    assert (definition.slug, definition.title, definition.file) == ("twice", "Twice", "labs/twice")
    assert not len(faults)


def test_a_lab_with_a_fault_is_not_read(tmp_path: Path) -> None:
    faults = Faults()
    path = write_lab(tmp_path, lab_yaml="number: L9.1\n")

    assert kind_named("lab").read(path, faults, "labs/twice") is None
    assert len(faults)


def test_storing_the_same_lab_again_makes_no_revision(lab: Any, tmp_path: Path) -> None:
    kind = kind_named("lab")
    again = kind.read(tmp_path / "twice", Faults(), "twice")

    assert again is not None
    assert kind.store(lab, again) is False
    assert lab.lab_revisions.count() == 1


def test_a_lab_without_work_lists_nothing(lab: Any, ada: Any, ben: Any, course: Any) -> None:
    kind = kind_named("lab")

    assert (kind.states([lab], ben), kind.work(lab, ben)) == ({}, [])
    assert kind.flagged(access_of(ada, course)) == []
