"""Labs as a kind of item: what the site asks, the kind answers for the right person and course."""

from __future__ import annotations

from courseware.items.kinds import kind_named
from grader.files.faults import Faults
from labs.kind import LabKind
from tests.labs.writing import write_lab


def test_labs_are_registered_when_the_site_starts():
    assert isinstance(kind_named("lab"), LabKind)


def test_a_lab_has_its_page_below_its_course(lab):
    assert kind_named("lab").url(lab) == "/courses/ml/labs/twice/"


def test_a_lab_is_read_from_its_folder_without_a_database(tmp_path):
    faults = Faults()
    definition = kind_named("lab").read(write_lab(tmp_path), faults, "labs/twice")

    assert (definition.slug, definition.title, definition.file) == ("twice", "Twice", "labs/twice")
    assert not len(faults)


def test_a_lab_with_a_fault_is_not_read(tmp_path):
    faults = Faults()
    path = write_lab(tmp_path, lab_yaml="number: L9.1\n")

    assert kind_named("lab").read(path, faults, "labs/twice") is None
    assert len(faults)


def test_storing_the_same_lab_again_makes_no_revision(lab, tmp_path):
    kind = kind_named("lab")
    again = kind.read(tmp_path / "twice", Faults(), "twice")

    assert kind.store(lab, again) is False
    assert lab.lab_revisions.count() == 1


def test_a_kind_of_lab_moves_no_due_date(lab, ben):
    assert kind_named("lab").due_dates([lab], ben) == {}


def test_a_lab_without_work_lists_nothing(lab, ben, course):
    kind = kind_named("lab")

    assert (kind.states([lab], ben), kind.work(lab, ben), kind.flagged(course)) == ({}, [], [])
