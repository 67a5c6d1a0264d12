"""The bounds that quizzes and labs share are those of Moodle's documentation."""

from courseware.analysis.flags import EASY, HARD, VERY_WEAK, WEAK, Flag


def test_the_bounds_are_in_order():
    assert 0 < VERY_WEAK < WEAK < 50
    assert 0 < HARD < EASY < 100


def test_equal_flags_say_the_same():
    flag = Flag("look", "No variance", "Everyone had the same result.")
    assert flag == Flag("look", "No variance", "Everyone had the same result.")
    assert flag != Flag("wrong", flag.title, flag.sentence)
