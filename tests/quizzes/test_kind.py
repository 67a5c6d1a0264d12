from courseware.items.kinds import kind_named
from grader.files.faults import Faults
from quizzes.authoring.files import SHIPPED
from tests.quizzes.writing import QUIZ

KIND = kind_named("quiz")


def test_the_courses_own_quiz_comes_before_the_shipped_one(tmp_path):
    assert KIND.files.find("dropout", tmp_path) == SHIPPED / "dropout.yaml"
    (tmp_path / "quizzes").mkdir()
    own = tmp_path / "quizzes" / "dropout.yaml"
    own.write_text(QUIZ)
    assert KIND.files.find("dropout", tmp_path) == own
    assert KIND.files.find("../dropout", tmp_path) is None
    assert "softmax" in KIND.files.slugs(tmp_path)


def test_a_definition_names_the_paragraphs_it_refers_to_and_is_counted(tmp_path):
    path = tmp_path / "penalties.yaml"
    path.write_text(QUIZ)
    definition = KIND.read(path, Faults(), "penalties.yaml")
    assert (definition.slug, definition.title) == ("penalties", "Penalties")
    assert definition.references == ("regularization-for-sparsity#what-l1-does",)
    assert KIND.counts([definition, definition]) == {
        "quizzes": 2,
        "questions": 6,
        "by_type": {"blanks": 2, "multiple": 2, "single": 2},
        "parameterised": 0,
        "variants_certified": 6,
    }


def test_a_quiz_is_worth_its_questions_where_the_course_does_not_say(tmp_path):
    path = tmp_path / "penalties.yaml"
    path.write_text(QUIZ)
    assert KIND.read(path, Faults(), "penalties.yaml").points == 4.0


def test_a_faulty_file_gives_no_definition(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("title: Bad\n")
    faults = Faults()
    assert KIND.read(path, faults, "bad.yaml") is None
    assert [str(fault) for fault in faults] == ['bad.yaml:1: "questions" is missing']
