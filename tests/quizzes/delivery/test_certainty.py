import pytest

from quizzes.delivery.certainty import best_level, marks, share


@pytest.mark.parametrize(
    ("fraction", "certainty", "expected"),
    [
        *((1.0, level, float(level)) for level in (1, 2, 3)),
        *((0.0, level, wrong) for level, wrong in ((1, 0.0), (2, -2.0), (3, -6.0))),
        (0.5, 3, 1.5),
        (0.5, 2, 1.0),
        (1.0, None, 1.0),
        (1.0, 9, 1.0),
    ],
)
def test_marks_are_those_of_the_table(fraction, certainty, expected):
    assert marks(fraction, certainty) == expected
    assert share(fraction, certainty) == pytest.approx(expected / 3)


def test_it_pays_to_say_how_sure_one_is():
    assert [best_level(chance) for chance in (0.1, 0.66, 0.67, 0.79, 0.81, 1.0)] == [
        *(1, 1, 2, 2, 3, 3)
    ]
