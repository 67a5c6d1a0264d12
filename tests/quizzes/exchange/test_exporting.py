from quizzes.contract.neutral import Choices
from quizzes.exchange.exporting import neutral_questions
from tests.quizzes.writing import QUIZ, example_of, quiz_of


def quiz_with(*type_names: str):
    entries = []
    for name in type_names:
        first, *rest = example_of(name).splitlines()
        entries += [f"  - {first}", *(f"    {line}" for line in rest)]
    return quiz_of("title: T\nquestions:\n" + "\n".join(entries))


def test_words_common_to_all_types_are_kept():
    (zero, cures, grow), losses = neutral_questions(quiz_of(QUIZ))
    assert (zero.name, zero.points, zero.text) == ("zero", 2.0, "Which penalty gives zeros?")
    assert isinstance(zero.content, Choices)
    assert zero.explanation == "The slope of the absolute value stays."
    assert [cures.name, grow.name] == ["cures", "grow"]
    assert [str(loss) for loss in losses] == [
        "zero: the erratum",
        "zero: the places in the chapters",
    ]


def test_a_type_that_no_content_holds_is_left_out_and_reported():
    questions, losses = neutral_questions(quiz_with("plot", "single", "formula"))
    assert [question.name for question in questions] == ["what-l1-does"]
    assert [str(loss) for loss in losses if loss.what.startswith("left out")] == [
        "where-it-saturates: left out; no other system holds the type plot",
        "softplus: left out; no other system holds the type formula",
    ]


def test_losses_of_a_type_come_with_the_name_of_the_question():
    _, losses = neutral_questions(quiz_with("true_false"))
    assert str(losses[0]) == "l2-zeros: the reasons; the verdict earns everything"


def test_the_seed_chooses_the_variant():
    quiz = quiz_with("numeric")
    (first,), losses = neutral_questions(quiz, 0)
    (second,), _ = neutral_questions(quiz, 1)
    (again,), _ = neutral_questions(quiz, len(quiz.slots[0].variants))
    assert first != second
    assert again == first
    assert losses[-1].what == "the generator stays behind; this is its variant for seed 0"


def test_the_order_is_the_authors():
    quiz = quiz_of(QUIZ)
    for seed in range(5):
        questions, _ = neutral_questions(quiz, seed)
        assert [option.text for option in questions[0].content.options] == ["L1", "Squared L2"]
