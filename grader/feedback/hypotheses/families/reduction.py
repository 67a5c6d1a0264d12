"""Mean, sum and none exchanged, and means over the wrong number."""

import numpy as np

from grader.feedback.hypotheses.base import INPUT, OPTION, predicting
from grader.feedback.observations.equal_values import map_numbers
from grader.feedback.observations.observation import NotApplicable


def _times(length, power):
    def predict(seen):
        count = seen.lengths().get(length)
        if count is None or (count == 0 and seen.passed):
            raise NotApplicable
        return map_numbers(seen.expected, lambda value: value * np.float64(count) ** power)

    return predict


def _counted(length, text):
    """The sentence with the number, where it is one and the same."""

    def says(failing):
        counts = {seen.lengths().get(length) for seen in failing}
        return text.format(count=f", {counts.pop()}" if len(counts) == 1 else "")

    return says


def _wrong_count(used, asked):
    """Divided by one length in place of another."""

    def predict(seen):
        lengths = seen.lengths()
        if not lengths.get(used) or not lengths.get(asked):
            raise NotApplicable
        if seen.options.get("reduction") and seen.inputs.get("reduction") != "mean":
            raise NotApplicable
        ratio = lengths[asked] / lengths[used]
        return map_numbers(seen.expected, lambda value: value * ratio)

    return predict


def _another(wanted):
    def predict(seen):
        if seen.inputs.get("reduction", "none") == wanted:
            raise NotApplicable
        if "reduction" not in seen.options:
            raise NotApplicable
        return seen.again(reduction=wanted)

    return predict


def _sum_of_all(seen):
    if np.ndim(seen.expected) == 0:
        raise NotApplicable
    return float(np.sum(seen.expected))


HYPOTHESES = (
    *(
        predicting(
            f"sum_for_mean_{length}",
            _counted(
                length,
                f"Every value is ours times the number of {length}{{count}}: that number is not "
                "divided by, as in a sum in place of a mean.",
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
                f"Every value is ours divided by the number of {length}{{count}}: a mean in place "
                "of a sum, or one division too many.",
            ),
            _times(length, -1),
        )
        for length in ("rows", "entries", "columns", "arrays")
    ),
    *(
        predicting(
            f"divided_by_{used}",
            f"The mean is divided by the number of {used} where the number of {asked} is asked.",
            _wrong_count(used, asked),
        )
        for used, asked in (("columns", "rows"), ("rows", "columns"))
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
        INPUT,
    ),
)
