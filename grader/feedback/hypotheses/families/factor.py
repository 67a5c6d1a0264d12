"""A constant factor: 2 or ½, 4 or ¼, n / (n - 1)."""

from grader.feedback.hypotheses.base import OPTION, predicting
from grader.feedback.observations.equal_values import map_numbers
from grader.feedback.observations.observation import NotApplicable


def _scaled(factor):
    return lambda seen: map_numbers(seen.expected, lambda value: factor * value)


def _less_one(length, power):
    def predict(seen):
        count = seen.lengths().get(length)
        if not count or count < 3:
            raise NotApplicable
        if "reduction" in seen.options and seen.inputs.get("reduction") != "mean":
            raise NotApplicable
        return map_numbers(seen.expected, lambda value: value * (count / (count - 1)) ** power)

    return predict


HYPOTHESES = (
    predicting(
        "doubled",
        "Every value is 2 times ours: a factor too many, or a ½ that is missing.",
        _scaled(2.0),
    ),
    predicting(
        "halved",
        "Every value is half of ours: a ½ too many, or a factor 2 that is missing.",
        _scaled(0.5),
    ),
    predicting(
        "four_times",
        "Every value is 4 times ours: a factor 2 that was squared, or two.",
        _scaled(4.0),
        OPTION,
    ),
    predicting(
        "a_quarter",
        "Every value is a quarter of ours: a ½ that stands twice.",
        _scaled(0.25),
        OPTION,
    ),
    predicting(
        "doubled_and_negated",
        "Every value is -2 times ours: a factor and the sign.",
        _scaled(-2.0),
        OPTION,
    ),
    predicting(
        "halved_and_negated",
        "Every value is minus half of ours: a factor and the sign.",
        _scaled(-0.5),
        OPTION,
    ),
    *(
        predicting(
            "divided_by_one_less",
            f"Every value is ours times n / (n - 1), with n {length}: n - 1 divides where n is to.",
            _less_one(length, 1),
        )
        for length in ("rows", "entries")
    ),
    *(
        predicting(
            "divided_by_one_more",
            f"Every value is ours times (n - 1) / n, with n {length}: n divides where n - 1 is to.",
            _less_one(length, -1),
        )
        for length in ("rows", "entries")
    ),
)
