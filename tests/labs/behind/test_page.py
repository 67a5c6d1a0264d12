import pytest

from labs.behind.page import behind_context, hint_of, seed_of


@pytest.mark.parametrize(
    ("typed", "seed"), [("1", "1"), (" 0xBEEF ", "beef"), ("", ""), ("f" * 32, "f" * 32)]
)
def test_a_seed_is_a_hexadecimal_number(typed, seed):
    assert seed_of(typed) == (seed, "")


@pytest.mark.parametrize("typed", ["xyz", "1 2", "f" * 33, "-1", "\0"])
def test_another_text_is_refused_with_a_sentence(typed):
    seed, error = seed_of(typed)
    assert seed == "" and "hexadecimal" in error


def test_the_hint_is_the_docstring_and_nothing_is_run():
    assert hint_of('"""Square it."""\nraise SystemExit\n') == "Square it."
    assert hint_of("def broken(:") == hint_of("x = 1\0") == hint_of("x = 1") == ""


def test_what_students_see_is_left_out(lab):
    revision = lab.lab_revisions.get()
    found = behind_context(revision, "")
    names = [file.name for file in found["files"]]
    assert names[:3] == ["lab.yaml", "reference.py", "cases.py"]
    assert not {"statement.md", "starter.py"} & set(names)
    assert len(found["solutions"]) + len(found["mistakes"]) > 0
    assert found["draw"] is None and found["draws_cases"]


def test_thresholds_that_cannot_be_read_are_left_out(lab):
    revision = lab.lab_revisions.get()
    revision.weights = {"correctness": 80, "performance": 20}
    for broken in ({}, {"full_at": "x", "zero_at": 2}, {"full_at": 0, "zero_at": 0}):
        revision.thresholds = broken
        assert behind_context(revision, "")["edges"] == []
    revision.thresholds = {"full_at": 2, "zero_at": 8}
    edges = behind_context(revision, "")["edges"]
    assert (edges[0], edges[-1]) == ((2.0, 1.0), (pytest.approx(8.0), 0.0))
