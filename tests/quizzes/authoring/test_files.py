from pathlib import Path

from quizzes.authoring.files import FILES, SHIPPED


def test_shipped_quizzes_lie_in_the_bank():
    assert Path("quizzes/bank").resolve() == SHIPPED
    assert (SHIPPED / "dropout.yaml").is_file()


def test_a_quiz_of_the_course_hides_a_shipped_one_of_the_same_name(tmp_path):
    assert FILES.find("dropout", tmp_path) == SHIPPED / "dropout.yaml"
    own = tmp_path / "quizzes" / "dropout.yaml"
    own.parent.mkdir()
    own.write_text("title: Own\n")
    assert FILES.find("dropout", tmp_path) == own


def test_a_slug_is_looked_up_and_never_joined_to_a_path(tmp_path):
    assert FILES.find("../bank/dropout", tmp_path) is None
    assert FILES.find("dropout.yaml", tmp_path) is None
    assert FILES.find("", tmp_path) is None


def test_slugs_of_both_places(tmp_path):
    (tmp_path / "quizzes").mkdir()
    (tmp_path / "quizzes" / "own.yaml").write_text("title: Own\n")
    slugs = FILES.slugs(tmp_path)
    assert "own" in slugs and "dropout" in slugs
    assert slugs == sorted(slugs)
