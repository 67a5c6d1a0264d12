import threading
from pathlib import Path
from typing import Any

import pytest

from courseware.items.kinds import kind_named
from grader.files.faults import Faults
from labs import revisions
from labs.models import LabRevision
from tests.labs.writing import DOUBLE, write_lab


def definition_of(folder: Any) -> Any:
    faults = Faults()
    definition = revisions.read(folder, faults, "labs/twice")
    assert list(faults) == []
    return definition


def test_a_folder_is_read_with_all_that_pages_show(tmp_path: Path) -> None:
    definition = definition_of(write_lab(tmp_path))

    assert (definition.slug, definition.title) == ("twice", "Twice")
    assert definition.payload["number"] == "L9.1"
    assert definition.payload["minutes"] == 5
    assert definition.payload["statement"] == "Return $2x$ for every entry $x$.\n"
    assert definition.payload["hints"] == ["What is twice?", "Multiply.", "By two."]
    assert definition.payload["functions"] == [
        {"name": "double", "signature": "double(x)", "does": "Twice every entry."}
    ]
    assert definition.payload["weights"] == {"correctness": 80, "performance": 20}
    assert definition.payload["thresholds"] == {"full_at": 2, "zero_at": 20}
    assert definition.payload["files"]["reference.py"] == DOUBLE
    assert definition.payload["files"]["mistakes/thrice.py"].startswith('"""That is three times')


def test_what_lists_of_labs_show_is_stored(tmp_path: Path) -> None:
    plain = (write_lab(tmp_path / "plain") / "lab.yaml").read_text()
    yaml = plain + "difficulty: hard\ntags: [scale]\nneeds: [halves]\n"
    payload = definition_of(write_lab(tmp_path, lab_yaml=yaml)).payload

    assert (payload["difficulty"], payload["tags"], payload["needs"]) == (
        "hard",
        ["scale"],
        ["halves"],
    )


def test_mistakes_of_an_author_come_with_file_and_line_and_no_definition(tmp_path: Path) -> None:
    folder = write_lab(tmp_path, cases_py="def visible(:\n")
    faults = Faults()

    assert revisions.read(folder, faults, "labs/twice") is None
    assert [(fault.file.rpartition("/")[2], fault.line) for fault in faults] == [("cases.py", 1)]


def test_a_place_of_a_chapter_in_a_statement_or_hint_is_refused(tmp_path: Path) -> None:
    folder = write_lab(
        tmp_path,
        statement_md="Look.\n\n::figure[roc-curve]\n",
        hints_md="## A\nb\n## C\nd\n## E\n::lab[twice]\n",
    )
    faults = Faults()

    assert revisions.read(folder, faults, "labs/twice") is None
    assert [(fault.file, fault.line) for fault in faults] == [
        ("labs/twice/hints.md", 6),
        ("labs/twice/statement.md", 3),
    ]


def test_the_digest_changes_with_any_file_and_with_nothing_else(tmp_path: Path) -> None:
    first = definition_of(write_lab(tmp_path / "a")).digest
    again = definition_of(write_lab(tmp_path / "b")).digest
    other = definition_of(write_lab(tmp_path / "c", hints_md="## A\nb\n## C\nd\n## E\nf\n")).digest

    assert first == again
    assert first != other


def test_loading_twice_makes_one_revision_and_a_change_makes_another(
    lab: Any, tmp_path: Path
) -> None:
    same = definition_of(write_lab(tmp_path / "same"))
    changed = definition_of(write_lab(tmp_path / "new", statement_md="Return the double.\n"))

    assert revisions.store(lab, same) is False
    assert LabRevision.objects.count() == 1
    assert revisions.store(lab, changed) is True
    assert LabRevision.objects.get(item=lab, current=True).digest == changed.digest
    assert LabRevision.objects.count() == 2


def test_going_back_to_earlier_files_goes_back_to_their_revision(lab: Any, tmp_path: Path) -> None:
    first = LabRevision.objects.get()
    same = definition_of(write_lab(tmp_path / "same"))
    changed = definition_of(write_lab(tmp_path / "new", statement_md="Return the double.\n"))
    revisions.store(lab, changed)

    assert revisions.store(lab, same) is False
    assert LabRevision.objects.get(item=lab, current=True) == first


def test_a_revision_becomes_the_same_folder_again(lab: Any, settings: Any, tmp_path: Path) -> None:
    revision = LabRevision.objects.get()

    folder = revisions.materialize(revision)

    assert folder == settings.VAR_DIR / "labs" / revision.digest / "twice"
    assert definition_of(folder).digest == revision.digest
    assert revisions.load(revision).title == "Twice"


def test_many_workers_that_make_one_folder_at_once_all_get_it_whole(
    lab: Any, settings: Any, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path / "fresh"
    revision = LabRevision.objects.select_related("item").get()
    digests, start = [], threading.Barrier(8)

    def make() -> None:
        start.wait()
        digests.append(definition_of(revisions.materialize(revision)).digest)

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert digests == [revision.digest] * 8
    assert [path.name for path in (tmp_path / "fresh" / "labs").iterdir()] == [revision.digest]


@pytest.mark.parametrize("name", ["../outside.py", "/etc/cron.d/x", "a/../../b.py", ""])
def test_a_stored_path_never_leads_out_of_the_folder(
    lab: Any, settings: Any, tmp_path: Path, name: str
) -> None:
    settings.VAR_DIR = tmp_path / "fresh"
    revision = LabRevision(item=lab, digest="d" * 64, files={name: "x = 1\n"})

    with pytest.raises(ValueError, match="cannot be named"):
        revisions.materialize(revision)

    assert not (tmp_path / "outside.py").exists()


def test_line_ends_and_marks_of_a_file_survive(lab: Any, settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path / "fresh"
    files = {"starter.py": "\ufeffa = 1\r\nb = 2\r"}
    revision = LabRevision(item=lab, digest=revisions.digest_of(files), files=files)

    folder = revisions.materialize(revision)

    assert (folder / "starter.py").read_bytes() == b"\xef\xbb\xbfa = 1\r\nb = 2\r"


def test_the_course_folder_is_searched_before_the_catalogue(tmp_path: Path) -> None:
    kind = kind_named("lab")
    own = write_lab(tmp_path / "labs", "penalties")

    assert kind.files.find("penalties", tmp_path) == own
    assert kind.files.find("penalties", tmp_path / "elsewhere") == revisions.SHIPPED / "penalties"
    assert kind.files.find("no_such_lab", tmp_path) is None
    assert kind.files.find("../labs/penalties", tmp_path) is None
    assert "sparse_softmax_cross_entropy" in kind.files.slugs(tmp_path)
