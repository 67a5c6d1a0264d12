import pytest

from courseware.analysis.part_statistics import PartStatistics, TotalStatistics
from quizzes.analysis.choices import ChosenAnswer, choices
from quizzes.analysis.flags import question_flags, quiz_flags

OPTIONS = [("key", "The key", True), ("lure", "The lure", False), ("none", "Never", False)]


def found(**changes) -> PartStatistics:
    usual = {
        "count": 40,
        "facility": 60.0,
        "facility_interval": (45.0, 74.0),
        "deviation": 0.5,
        "intended_weight": 20.0,
        "effective_weight": 20.0,
        "discrimination": 45.0,
        "discrimination_interval": (16.0, 67.0),
        "efficiency": 50.0,
    }
    return PartStatistics(**usual | changes)


def titles(*args, **options) -> list[str]:
    return [flag.title for flag in question_flags(*args, **options)]


def given(key: list[float], lure: list[float]):
    rows = [ChosenAnswer(frozenset(["key"]), rest) for rest in key]
    return choices(rows + [ChosenAnswer(frozenset(["lure"]), rest) for rest in lure], OPTIONS)


def test_a_good_question_has_no_flag():
    assert titles(found()) == []


def test_a_negative_discrimination_accuses_the_key_and_names_what_the_strong_choose():
    (flag, *_) = question_flags(found(discrimination=-30.0), given([1, 2] * 10, [8, 9] * 10))
    assert (flag.meaning, flag.title) == ("wrong", "The answer key may be wrong")
    assert flag.sentence == (
        "Students who do well elsewhere do worse here. They tend to choose “The lure”."
    )


def test_a_lure_that_the_strong_take_accuses_the_key_before_the_discrimination_does():
    chosen = given([5, 6] * 10, [8, 9] * 5)
    assert titles(found(discrimination=35.0), chosen)[0] == "The answer key may be wrong"


def test_a_lure_of_a_few_accuses_nobody():
    assert titles(found(), given([5, 6] * 10, [9, 9, 9])) == ["Distractor never chosen"]


def test_weak_extreme_blank_and_below_guessing_are_told():
    assert titles(found(discrimination=12.0)) == ["Low discrimination"]
    assert titles(found(discrimination=None)) == ["No variance"]
    assert titles(found(facility=97.0)) == ["Extremely easy"]
    assert titles(found(facility=3.0)) == ["Extremely hard"]
    assert titles(found(facility=20.0), guess=0.25) == ["Harder than guessing"]
    assert titles(found(), blank=0.3) == ["Often left blank"]


def test_few_attempts_are_not_judged():
    flags = question_flags(found(count=19, discrimination=-90.0), given([1] * 10, [9] * 9))
    assert [flag.title for flag in flags] == ["Too few attempts"]
    assert question_flags(found(count=0, facility=None)) == []


def test_an_uncertain_quiz_is_told():
    weak = TotalStatistics(count=40, possible=10, consistency=40.0, error_ratio=77.0)
    assert [flag.title for flag in quiz_flags(weak)] == ["Unreliable score", "Large error ratio"]
    assert (
        quiz_flags(TotalStatistics(count=40, possible=10, consistency=80.0, error_ratio=45.0)) == []
    )


def test_the_table_of_choices_counts_and_groups():
    key, lure, never = given([5.0, 6.0, 7.0, 8.0], [1.0])
    assert (key.count, key.share, key.rest) == (4, 0.8, 6.5)
    assert (lure.count, lure.rest, never.count, never.rest) == (1, 1.0, 0, None)
    assert key.by_group == (0.0, 1.0, 1.0, 1.0, 1.0)
    assert never.correlation is None


@pytest.mark.parametrize(
    ("discrimination", "words"),
    [(29.9, "weakly"), (20.0, "weakly"), (19.9, "very weakly"), (0.0, "very weakly")],
)
def test_a_weak_discrimination_is_graded(discrimination, words):
    (flag,) = question_flags(found(discrimination=discrimination))
    assert flag.meaning == "look"
    assert f"correlates {words} with" in flag.sentence


@pytest.mark.parametrize("discrimination", [30.0, 50.0, 100.0])
def test_an_adequate_discrimination_has_no_flag(discrimination):
    assert titles(found(discrimination=discrimination)) == []


@pytest.mark.parametrize(
    ("facility", "guess", "expected"),
    [
        (5.0, None, "Extremely hard"),
        (5.1, None, None),
        (94.9, None, None),
        (95.0, None, "Extremely easy"),
        (24.9, 0.25, "Harder than guessing"),
        (25.0, 0.25, None),
        (3.0, 0.02, "Extremely hard"),
        (50.0, 0.0, None),
    ],
)
def test_bounds_of_difficulty(facility, guess, expected):
    assert titles(found(facility=facility), guess=guess) == ([expected] if expected else [])


@pytest.mark.parametrize(("blank", "flagged"), [(0.2, False), (0.21, True), (1.0, True)])
def test_blanks_are_flagged_above_a_share(blank, flagged):
    assert bool(titles(found(), blank=blank)) == flagged


def test_a_question_that_nobody_had_says_nothing():
    assert question_flags(found(count=0)) == []


@pytest.mark.parametrize(
    ("count", "sentence"), [(1, "There is only 1 attempt. "), (19, "There are only 19 attempts. ")]
)
def test_few_attempts_are_counted(count, sentence):
    (flag,) = question_flags(found(count=count))
    assert flag.sentence.startswith(sentence)
    (of_quiz,) = quiz_flags(TotalStatistics(count=count, possible=10))
    assert of_quiz == flag


def test_a_key_of_several_options_is_as_strong_as_its_strongest():
    options = [("a", "A", True), ("b", "B", True), ("c", "C", False)]
    rows = [ChosenAnswer(frozenset("a"), 9.0)] * 5 + [ChosenAnswer(frozenset("b"), 1.0)] * 5
    rows += [ChosenAnswer(frozenset("c"), 5.0)] * 10
    assert titles(found(), choices(rows, options)) == []


@pytest.mark.parametrize(
    ("consistency", "error_ratio", "expected"),
    [
        (64.0, 50.0, []),
        (63.9, 50.0, ["Unreliable score"]),
        (64.0, 50.1, ["Large error ratio"]),
        (None, None, []),
    ],
)
def test_bounds_of_a_quiz(consistency, error_ratio, expected):
    statistics = TotalStatistics(
        count=40, possible=10, consistency=consistency, error_ratio=error_ratio
    )
    assert [flag.title for flag in quiz_flags(statistics)] == expected


def test_a_quiz_without_attempts_says_nothing():
    assert quiz_flags(TotalStatistics(count=0, possible=10)) == []
