"""Weights of examples and of classes: by themselves, and in every function that takes them."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import pytest

from grader import reference as ref
from grader.reference import _weights
from tests.for_all import for_all
from tests.grader.reference.sweep.subjects import subjects
from tests.grader.reference.sweep.trees import each, values


def test_shares_sum_to_one_whatever_their_size():
    assert _weights.shares(None, 4, np.dtype(float)).tolist() == [0.25] * 4
    assert _weights.shares([1, 0, 3], 3, np.dtype(float)).tolist() == [0.25, 0, 0.75]
    assert _weights.shares([1e308] * 4, 4, np.dtype(float)).tolist() == [0.25] * 4
    assert _weights.shares([5e-324] * 2, 2, np.dtype(float)).tolist() == [0.5] * 2
    assert _weights.shares(None, 0, np.dtype(float)).size == 0


def test_what_is_no_weight_is_refused():
    for wrong, message in (
        ([1.0], r"^sample_weight is \(1,\); it must be \(2,\), one weight an example\.$"),
        ([1.0, -1.0], r"^sample_weight must be finite and not negative\.$"),
        ([1.0, np.nan], r"^sample_weight must be finite"),
        ([1.0, np.inf], r"^sample_weight must be finite"),
        ([0.0, 0.0], r"^All of sample_weight is 0"),
    ):
        with pytest.raises(ValueError, match=message):
            _weights.shares(wrong, 2, np.dtype(float))
    with pytest.raises(TypeError, match=r"^sample_weight holds"):
        _weights.shares(["a", "b"], 2, np.dtype(float))


def test_the_weights_of_classes_are_one_a_class():
    logits, labels = [[0.0, 1.0], [2.0, 0.0]], [0, 1]
    for wrong, message in (
        ([1.0], r"^class_weight is \(1,\); it must be \(2,\), one weight a class\.$"),
        ([1.0, -1.0], r"^class_weight must be finite and not negative\.$"),
        ([0.0, 0.0], r"^All of sample_weight times class_weight is 0"),
    ):
        for function, y in ((ref.sparse_softmax_ce, labels), (ref.softmax_ce, np.eye(2))):
            with pytest.raises(ValueError, match=message):
                function(logits, y, class_weight=wrong, reduction="mean")
    with pytest.raises(ValueError, match=r"beyond the range of float64\.$"):
        ref.hinge([1.0], [1], sample_weight=[1e300], class_weight=[1, 1e300])


def test_weights_of_a_table_are_one_an_entry_or_one_a_row():
    y, p = np.zeros((2, 3)), np.array([[1.0, 2.0, 3.0], [2.0, 2.0, 2.0]])
    assert ref.mae(y, p, sample_weight=[1, 3]) == 2
    assert ref.mae(y, p, sample_weight=[[0, 0, 1], [0, 0, 0]]) == 3
    with pytest.raises(
        ValueError, match=r"must be \(2, 3\) or \(2,\), one weight an entry or a row"
    ):
        ref.mae(y, p, sample_weight=[1, 2, 3])
    assert ref.mae(1.0, 3.0, sample_weight=2.0, reduction="sum") == 4


def test_soft_labels_are_some_of_each_class():
    weights = np.array([1.0, 2.0, 5.0])
    z, p = np.array([[0.5, -1.0, 2.0], [1.0, 0.0, 0.25]]), np.array([[0.5, 0.25, 0.25], [0, 1, 0]])
    all_z, all_y = np.repeat(z, 3, axis=0), np.tile(np.arange(3), 2)
    for reduction in ("mean", "sum"):
        expected = ref.sparse_softmax_ce(
            all_z, all_y, sample_weight=p.ravel(), class_weight=weights, reduction=reduction
        )
        found = ref.softmax_ce(z, p, class_weight=weights, reduction=reduction)
        np.testing.assert_allclose(found, expected, rtol=1e-14)
        q = ref.softmax(z)
        found = ref.categorical_log_loss(p, q, class_weight=weights, reduction=reduction)
        np.testing.assert_allclose(found, expected, rtol=1e-14)
        soft, odds = [0.25, 1.0], ref.sigmoid(z[:, 0])
        found = ref.log_loss(soft, odds, class_weight=[2.0, 7.0], reduction=reduction)
        expected = ref.log_loss(
            [1, 0, 1],
            odds[[0, 0, 1]],
            sample_weight=[0.25 * 7, 0.75 * 2, 7],
            reduction=reduction,
        )
        np.testing.assert_allclose(found, expected, rtol=1e-14)


WHOLE = np.array([0, 2, 1, 2, 1, 0])
"""Weights of the six examples of ordinary arguments."""

SIZE_COUNTS = set(
    """
    confusion_at confusions confusion_matrix bucketed_bias slice_bias threshold_costs ridge
    platt_scaling
    """.split()
)
"""Functions whose answers depend on the size of weights, beside those of sums."""

STEPS: dict[str, dict[str, Any]] = {
    "linear_svm": {"loss": "squared_hinge", "n_iter": 100},
    **{name: {"n_iter": 100} for name in ("logistic_enet", "softmax_enet")},
}
"""Options with which a method comes close enough to its end."""


def weighted() -> list[tuple[str, dict[str, Any]]]:
    """Every function with weights of examples, by its options that matter here."""
    found = []
    for name, code in sorted(vars(ref).items()):
        if not inspect.isfunction(code):
            continue
        parameters = inspect.signature(code).parameters
        if "sample_weight" not in parameters or name == "mlp_train":
            continue
        options = STEPS.get(name, {})
        reductions = ("mean", "sum") if "reduction" in parameters else (None,)
        for reduction in reductions:
            setting = options if reduction is None else {**options, "reduction": reduction}
            found.append((name, setting))
            if "class_weight" in parameters:
                found.append((name, {**setting, "class_weight": None}))
    return found


class Case:
    """A function with its ordinary arguments, by their kinds."""

    def __init__(self, name: str, options: dict[str, Any]) -> None:
        self.function = getattr(ref, name)
        of = {subject.variant: subject for subject in subjects() if subject.name == name}
        self.entries = of[""].arguments()
        self.entries.pop("sample_weight", None)
        self.options = dict(options)
        if "class_weight" in options:
            sizes = of["class_weight=array"].arguments()["class_weight"].value
            self.options["class_weight"] = sizes

    def __call__(self, change: Any = None, **weights: Any) -> list[np.ndarray]:
        """Answers as a list of arrays, of arguments that `change` made of each entry."""
        change = change or (lambda entry: entry.value)
        arguments = values(each(self.entries, lambda entry, _: change(entry)))
        answer = self.function(**{**arguments, **self.options, **weights})
        answers = answer if isinstance(answer, tuple) else (answer,)
        if isinstance(answer, ref.SvmModel):  # its dual variables are no sums
            answers = answer[:2]
        return [np.asarray(part) for part in answers if not isinstance(part, str)]


def close(found: list[np.ndarray], expected: list[np.ndarray], rtol: float = 1e-12) -> None:
    assert len(found) == len(expected)
    for a, b in zip(found, expected, strict=True):
        size = np.abs(b[np.isfinite(b)]).max(initial=0)
        np.testing.assert_allclose(a, b, rtol=rtol, atol=rtol * max(1, size))


def ids(case: tuple[str, dict[str, Any]]) -> str:
    name, options = case
    return " ".join([name, *(str(v or k) for k, v in options.items() if k in KEYS)])


KEYS = ("reduction", "class_weight")


@for_all(weighted(), ids)
def test_a_whole_weight_is_so_many_copies_of_the_example(case: tuple[str, dict[str, Any]]):
    call = Case(*case)
    found = call(sample_weight=WHOLE)
    repeated = call(lambda e: np.repeat(e.value, WHOLE, axis=0) if e.by_row else e.value)
    # A gradient of rows: that of an example is the sum of those of its copies.
    of_rows = [
        len(r) == WHOLE.sum() and len(f) == 6 if f.ndim else False
        for f, r in zip(found, repeated, strict=True)
    ]
    index = np.repeat(np.arange(6), WHOLE)
    summed = []
    for rows, part in zip(of_rows, repeated, strict=True):
        if rows:
            whole = np.zeros((6, *part.shape[1:]))
            np.add.at(whole, index, part)
            part = whole
        summed.append(part)
    close(found, summed)


@for_all(weighted(), ids)
def test_examples_of_weight_zero_may_be_anything_finite(case: tuple[str, dict[str, Any]]):
    call = Case(*case)

    def spoiled(entry: Any) -> Any:
        if not entry.by_row:
            return entry.value
        value = entry.value.copy()
        value[0], value[5] = (1e200, -1e200) if entry.kind == "real" else (value[1], value[3])
        return value

    close(call(spoiled, sample_weight=WHOLE), call(sample_weight=WHOLE))


@for_all(weighted(), ids)
def test_the_size_of_weights_matters_in_sums_alone(case: tuple[str, dict[str, Any]]):
    name, options = case
    call = Case(*case)
    weights = np.array([0.5, 2.5, 0.0, 1.0, 3.25, 0.125])
    found, expected = call(sample_weight=3e4 * weights), call(sample_weight=weights)
    if options.get("reduction") == "sum":
        close(found, [3e4 * part if part.dtype.kind == "f" else part for part in expected])
    elif name not in SIZE_COUNTS:
        close(found, expected)


@for_all(weighted(), ids)
def test_equal_weights_are_none(case: tuple[str, dict[str, Any]]):
    call = Case(*case)
    close(call(sample_weight=np.ones(6)), call())
    with pytest.raises(ValueError, match=r"^sample_weight is \(5,\); it must be"):
        call(sample_weight=np.ones(5))
    with pytest.raises(ValueError, match=r"^sample_weight must be finite and not negative"):
        call(sample_weight=-np.ones(6))
    with pytest.raises(ValueError, match=r"^All of .* is 0; at least one example must count"):
        call(sample_weight=np.zeros(6))


def test_losses_too_small_for_float32_come_back_with_a_large_weight():
    z, y, weight = np.array([110, 200], "f4"), np.ones(2, "f4"), [1e20, 1e60]
    rows, labels = np.stack([z, 0 * z], axis=1), np.zeros(2, int)
    calls = {
        "sigmoid_ce": (z, y),
        "focal_loss": (z, y, 0.0),
        "sparse_softmax_ce": (rows, labels),
        "softmax_ce": (rows, np.stack([y, 0 * y], axis=1)),
    }
    wanted = np.exp(-z.astype(float)) * weight
    for name, args in calls.items():
        for reduction, value in (("none", wanted), ("sum", wanted.sum())):
            how = {"sample_weight": weight, "reduction": reduction}
            got = getattr(ref, name)(*args, **how)
            assert got.dtype == np.float32
            np.testing.assert_allclose(got, np.float32(value), rtol=1e-6, err_msg=name)
        slope = getattr(ref, f"{name}_grad")(*args, sample_weight=weight)
        slope = slope if slope.ndim == 1 else slope[:, 0]
        np.testing.assert_allclose(slope, -np.float32(wanted), rtol=1e-6, err_msg=name)
