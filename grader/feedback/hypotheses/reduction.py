"""Mean, sum and none exchanged, and means over the wrong number."""

import numpy as np

from grader.feedback.alike import mapped
from grader.feedback.hypotheses.kinds import OPTION, predicting
from grader.feedback.seen import Unfit


def _times(length, power):
    def predict(seen):
        count = seen.lengths().get(length)
        if not count:
            raise Unfit
        return mapped(seen.expected, lambda value: value * float(count) ** power)

    return predict


def _counted(length, text):
    """The sentence with the number, where it is one and the same."""

    def says(failing):
        counts = {seen.lengths().get(length) for seen in failing}
        return text.format(count=counts.pop() if len(counts) == 1 else f"as many as {length}")

    return says


def _another(wanted):
    def predict(seen):
        if seen.inputs.get("reduction", "none") == wanted:
            raise Unfit
        if "reduction" not in seen.options:
            raise Unfit
        return seen.again(reduction=wanted)

    return predict


def _sum_of_all(seen):
    if np.ndim(seen.expected) == 0:
        raise Unfit
    return float(np.sum(seen.expected))


HYPOTHESES = (
    *(
        predicting(
            f"sum_for_mean_{length}",
            _counted(
                length,
                f"Every value is {{count}} times ours, the number of {length}: a sum in place "
                "of a mean, or a gradient that is not divided by that number.",
            ),
            _times(length, 1),
        )
        for length in ("rows", "entries", "columns", "arrays")
    ),
    *(
        predicting(
            f"mean_for_sum_{length}",
            _counted(
                length,
                f"Every value is ours divided by {{count}}, the number of {length}: a mean in "
                "place of a sum, or one division too many.",
            ),
            _times(length, -1),
        )
        for length in ("rows", "entries", "columns", "arrays")
    ),
    *(
        predicting(
            f"multiplied_by_{length}",
            f"Every value is ours times the square of the number of {length}: multiplied where a "
            "division is asked.",
            _times(length, 2),
            OPTION,
        )
        for length in ("rows", "entries")
    ),
    *(
        predicting(
            f"reduced_by_{wanted}",
            f'This is the answer for reduction="{wanted}", whatever is asked.',
            _another(wanted),
            OPTION,
        )
        for wanted in ("none", "mean", "sum")
    ),
    predicting(
        "summed",
        "One number is given back, the sum of all values; one for each entry is asked.",
        _sum_of_all,
        OPTION,
    ),
)
