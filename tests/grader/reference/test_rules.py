"""The house rules, over every function of the list in cases.py."""

from __future__ import annotations

import inspect
import tracemalloc

import numpy as np
import pytest

from grader import reference as ref
from grader.reference import _rules
from tests.for_all import for_all
from tests.grader.reference import cases
from tests.grader.reference.cases import (
    CASES,
    ELEMENTWISE,
    ELSEWHERE,
    LOSS_GRADIENTS,
    LOSSES,
    Case,
    leaves,
)

every = for_all(CASES)
TOLERANCE = {"f2": 2e-2, "f4": 2e-4, "f8": 1e-12}


def converted(arguments, dtype):
    return tuple(
        a.astype(dtype) if isinstance(a, np.ndarray) and a.dtype.kind == "f" else a
        for a in arguments
    )


def floats(answer):
    return [np.asarray(v) for v in leaves(answer) if np.asarray(v).dtype.kind == "f"]


def close(got, wanted, rtol):
    for a, b in zip(leaves(got), leaves(wanted), strict=True):
        np.testing.assert_allclose(a, b, rtol=rtol, atol=rtol)


def test_every_public_function_is_in_the_list_or_named_elsewhere():
    public = {
        name
        for name, value in vars(ref).items()
        if inspect.isfunction(value) and not name.startswith("_")
    }
    assert public - {case.name for case in CASES} - set(ELSEWHERE) == set()


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8"])
@every
def test_a_float_dtype_stays_and_values_agree_with_float64(case, dtype):
    arguments = case.arguments()
    narrow = converted(arguments, dtype)
    got = case(*narrow)
    if not case.float64 and any(isinstance(a, np.ndarray) for a in narrow):
        state = case.name in cases.WITH_STATE and dtype == "f2"
        assert {v.dtype for v in floats(got) if v.shape or dtype != "f8"} <= {
            np.dtype(dtype),
            np.dtype("f4" if state else dtype),
            np.dtype("f8") if case.name == "clip_by_global_norm" else np.dtype(dtype),
        }
    widened = converted(narrow, "f8")
    close(got, case(*widened), TOLERANCE[dtype])


@every
def test_byte_order_does_not_matter_and_comes_back_native(case):
    swapped = tuple(
        a.astype(a.dtype.newbyteorder()) if isinstance(a, np.ndarray) else a
        for a in case.arguments()
    )
    got = case(*swapped)
    assert all(v.dtype.isnative for v in floats(got))
    close(got, case(*case.arguments()), 1e-13)


def spread(a):
    """The same values, not contiguous."""
    out = np.full(tuple(2 * n for n in a.shape), a.flat[0], a.dtype)
    view = out[tuple(slice(None, None, 2) for _ in a.shape)]
    view[...] = a
    return view


def reversed_memory(a):
    return a[..., ::-1].copy()[..., ::-1]


def read_only(a):
    out = a.copy()
    out.flags.writeable = False
    return out


@pytest.mark.parametrize("layout", [spread, np.asfortranarray, reversed_memory, read_only])
@every
def test_memory_layout_does_not_matter(case, layout):
    arguments = tuple(layout(a) if isinstance(a, np.ndarray) else a for a in case.arguments())
    close(case(*arguments), case(*case.arguments()), 1e-12)


@every
def test_arguments_are_neither_changed_nor_handed_back(case):
    arguments = case.arguments()
    before = [np.array(a) for a in arguments]
    answer = case(*arguments)
    for a, b in zip(arguments, before, strict=True):
        np.testing.assert_array_equal(a, b)
    given = [a for a in arguments if isinstance(a, np.ndarray)]
    assert not any(np.shares_memory(v, a) for v in leaves(answer) for a in given)


@every
def test_lists_are_taken_and_nothing_warns_even_when_numpy_is_told_to_raise(case):
    lists = tuple(a.tolist() if isinstance(a, np.ndarray) else a for a in case.arguments())
    lists = tuple(
        np.array(a) if case.name == "l1_update" and i == 1 else a for i, a in enumerate(lists)
    )
    with np.errstate(all="raise"):
        close(case(*lists), case(*case.arguments()), 1e-12)


@pytest.mark.parametrize("dtype", [np.int8, np.int64])
@for_all([c for c in CASES if c.integers])
def test_integers_become_float64(case, dtype):
    def rounded(kind):
        return tuple(
            np.round(a).astype(kind) if isinstance(a, np.ndarray) and a.dtype.kind == "f" else a
            for a in case.arguments()
        )

    got = case(*rounded(dtype))
    assert {v.dtype for v in floats(got)} <= {np.dtype("f8")}
    close(got, case(*rounded("f8")), 1e-12)


@for_all(ELEMENTWISE)
def test_python_numbers_give_scalars_and_empty_arrays_give_empty_arrays(case):
    x, *rest = case.arguments()
    one = case(float(x[3]), *rest)
    assert isinstance(one, np.float64)
    assert one == case(x, *rest)[3]
    assert case(np.empty((0, 3), np.float32), *rest).shape == (0, 3)
    assert case(x.reshape(3, 4), *rest).shape == (3, 4)


@for_all(ELEMENTWISE)
def test_blocks_do_not_show(case):
    x, *rest = case.arguments()
    many = np.resize(x, 3 * _rules.BLOCK + 5)
    np.testing.assert_array_equal(case(many, *rest), np.resize(case(x, *rest), many.size))


@for_all(LOSSES)
def test_reductions_are_those_of_the_single_losses(case):
    arguments = case.arguments()
    single = case(*arguments, reduction="none")
    np.testing.assert_allclose(case(*arguments, reduction="sum"), single.sum(), rtol=1e-13)
    np.testing.assert_allclose(case(*arguments, reduction="mean"), single.mean(), rtol=1e-13)
    with pytest.raises(ValueError, match=r"^reduction is 'max'; it must be one of none, mean, sum"):
        case(*arguments, reduction="max")


@for_all(LOSS_GRADIENTS)
def test_a_gradient_is_that_of_the_reduced_loss(case):
    arguments = case.arguments()
    single = case(*arguments, reduction="none")
    count = Case(case.name[:-5], case.make, case.keywords)(*arguments, reduction="none").size
    np.testing.assert_array_equal(case(*arguments, reduction="sum"), single)
    np.testing.assert_allclose(case(*arguments, reduction="mean"), single / count, rtol=1e-13)
    with pytest.raises(ValueError, match=r"^reduction is 'max'"):
        case(*arguments, reduction="max")


def first_rows(arguments, stop):
    return tuple(a[:stop] if isinstance(a, np.ndarray) else a for a in arguments)


@for_all(LOSSES + LOSS_GRADIENTS)
def test_the_mean_of_nothing_is_refused_and_one_row_is_enough(case):
    arguments = case.arguments()
    nothing = first_rows(arguments, 0)
    assert np.size(case(*nothing, reduction="none")) == 0
    assert np.sum(case(*nothing, reduction="sum")) == 0
    with pytest.raises(ValueError, match=r"^The mean of no examples is not defined"):
        case(*nothing, reduction="mean")
    whole = case(*arguments, reduction="none")
    np.testing.assert_array_equal(case(*first_rows(arguments, 1), reduction="none"), whole[:1])


@for_all(LOSSES + LOSS_GRADIENTS)
def test_permuting_examples_permutes_losses_and_blocks_do_not_show(case):
    arguments = case.arguments()
    order = np.random.default_rng(0).permutation(12)
    permuted = tuple(a[order] for a in arguments)
    whole = case(*arguments, reduction="none")
    np.testing.assert_array_equal(case(*permuted, reduction="none"), whole[order])
    copies = 2 * _rules.BLOCK // 12 + 3
    many = tuple(np.concatenate([a] * copies) for a in arguments)
    np.testing.assert_array_equal(case(*many, reduction="none"), np.concatenate([whole] * copies))
    if case in LOSSES:
        np.testing.assert_allclose(case(*many, reduction="mean"), whole.mean(), rtol=1e-12)
    else:
        np.testing.assert_allclose(
            case(*many, reduction="mean")[:12] * copies,
            case(*arguments, reduction="mean"),
            rtol=1e-12,
        )


@for_all(LOSSES + LOSS_GRADIENTS)
def test_a_column_of_labels_is_refused(case):
    first, second = case.arguments()
    with pytest.raises(ValueError, match=r"is \(12|must be"):
        case(first, second[..., None])
    with pytest.raises(ValueError, match=r"is \(12|is \(6|must be"):
        case(first, second[:6])


@for_all([c for c in CASES if c.axis])
def test_the_class_axis_may_be_any(case):
    first, *rest = case.arguments()
    turned = [a.T if a.shape == first.shape else a for a in rest]
    more = {"reduction": "none"} if case in LOSSES + LOSS_GRADIENTS else {}
    flat = case(first, *rest, **more)
    got = case(first.T, *turned, axis=0, **more)
    np.testing.assert_allclose(got.T if np.ndim(flat) == 2 else got, flat, rtol=1e-14)
    deep = case(first[None], *(a[None] for a in rest), **more)
    assert deep.shape == (1, *np.shape(flat))
    with pytest.raises(ValueError, match=r"single number|must be"):
        case(1.0, *(a[0, 0] if a.ndim == 2 else a[0] for a in rest), **more)


@pytest.mark.parametrize("wrong", [["a"], [1j], [None]], ids=["text", "complex", "object"])
@for_all(ELEMENTWISE)
def test_what_is_not_a_real_number_is_refused(case, wrong):
    with pytest.raises(TypeError, match=r"it must hold real numbers"):
        case(np.array(wrong), *case.arguments()[1:])


def test_mixed_dtypes_follow_numpy_with_python_numbers_weak():
    half, single, double = (np.ones(2, t) for t in ("f2", "f4", "f8"))
    assert ref.mse_grad(half, single).dtype == np.float32
    assert ref.mse_grad(single, double).dtype == np.float64
    assert ref.mse_grad(single, np.ones(2, bool)).dtype == np.float32
    assert ref.mse_grad(single, np.ones(2, int)).dtype == np.float64
    assert ref.sigmoid_ce(np.float32(1), 1.0).dtype == np.float32
    assert ref.soft_threshold(single, np.float64(0.5)).dtype == np.float32
    assert ref.sigmoid(True).dtype == np.float64
    assert ref.sigmoid(np.longdouble(1)).dtype == np.longdouble


def test_the_first_bad_entry_is_told_with_its_place():
    with pytest.raises(
        ValueError, match=r"^labels is 2\.0 at index \(1, 0\); it must lie in \[0, 1\]\.$"
    ):
        ref.sigmoid_ce(np.zeros((2, 2)), [[0, 1], [2, 3]])
    with pytest.raises(ValueError, match=r"^labels is 5 at index 1; classes run from 0 to 2\.$"):
        ref.sparse_softmax_ce(np.zeros((2, 3)), [0, 5])
    with pytest.raises(ValueError, match=r"^labels is -1 at its only entry; classes run"):
        ref.sparse_softmax_ce([0.0, 1.0], -1)
    with pytest.raises(ValueError, match=r"^scores holds NaN at index 2\.$"):
        ref.roc_auc([0, 1, 1], [0.1, np.inf, np.nan])
    with pytest.raises(ValueError, match=r"^v holds NaN or infinity at index 1\.$"):
        ref.project_l1_ball([0.0, np.inf])
    with pytest.raises(ValueError, match=r"^labels is 2 at index 1; labels must be 0 or 1\.$"):
        ref.roc_auc([0, 2], [0.1, 0.2])
    with pytest.raises(ValueError, match=r"^labels is nan at index 0; labels must be 0 or 1\.$"):
        ref.roc_auc([np.nan, 1], [0.1, 0.2])


def test_shapes_that_differ_by_a_column_say_how_to_drop_it():
    with pytest.raises(ValueError) as column:
        ref.mse(np.zeros((4, 1)), np.zeros(4))
    assert str(column.value) == (
        "predictions is (4,), labels (4, 1); the shapes must be equal. labels[..., 0] drops the "
        "last axis."
    )
    with pytest.raises(ValueError, match=r"predictions\[\.\.\., 0\] drops the last axis\.$"):
        ref.mse(np.zeros(4), np.zeros((4, 1)))
    with pytest.raises(ValueError, match=r"must be equal\.$"):
        ref.mse(np.zeros(4), np.zeros(3))
    with pytest.raises(ValueError, match=r"one class a row\. labels\[:, 0\] drops the column\.$"):
        ref.sparse_softmax_ce(np.zeros((4, 3)), np.zeros((4, 1), int))
    with pytest.raises(ValueError, match=r"one class a row\.$"):
        ref.sparse_softmax_ce(np.zeros((4, 3)), np.zeros((3,), int))


@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int16, np.uint64, np.intp])
def test_class_numbers_may_have_any_integer_dtype(kind):
    assert ref.sparse_softmax_ce([[0.0, 1.0]], np.array([1], kind)) == pytest.approx(0.3132616875)


@pytest.mark.parametrize("labels", [[0.0], [True], ["0"]], ids=["float", "bool", "text"])
def test_class_numbers_that_are_not_integers_are_refused(labels):
    with pytest.raises(TypeError, match=r"^labels holds .*; it must hold integers"):
        ref.sparse_softmax_ce([[0.0, 1.0]], labels)


def test_an_empty_list_of_class_numbers_is_taken():
    assert ref.sparse_softmax_ce(np.zeros((0, 3)), []).shape == (0,)
    with pytest.raises(TypeError, match=r"must hold integers"):
        ref.sparse_softmax_ce(np.zeros((0, 3)), np.array([]))


def test_distributions_are_checked_as_closely_as_their_dtype_allows():
    tenths = np.full((1, 10), 0.1, np.float16)
    assert np.isfinite(ref.softmax_ce(np.zeros((1, 10), np.float16), tenths)).all()
    with pytest.raises(ValueError, match=r"^labels has a row that sums to 1\.00001, not to 1\."):
        ref.softmax_ce([[0.0, 0.0]], [[0.5, 0.50001]])
    with pytest.raises(ValueError, match=r"^labels holds -0\.5; a probability is not negative\.$"):
        ref.softmax_ce([[0.0, 0.0]], [[-0.5, 1.5]])
    with pytest.raises(ValueError, match=r"^labels has a row that sums to 1\.000002, not to 1\."):
        ref.softmax_ce([[1.0, 2.0]], [[0.5, 0.500002]])
    with pytest.raises(ValueError, match=r"^labels has a row that sums to nan"):
        ref.softmax_ce([[0.0, 0.0]], [[np.nan, 1.0]])
    assert ref.softmax_ce([[0.0, 0.0]], [[0.5, 0.5000009]]) == pytest.approx(np.log(2), rel=1e-5)


def test_a_million_rows_give_a_million_losses():
    z = np.linspace(-800, 800, 1_000_000, dtype=np.float32)
    losses = ref.sigmoid_ce(z, (z > 0).astype(np.float32))
    assert losses.shape == (1_000_000,)
    assert losses.dtype == np.float32
    assert losses.max() == pytest.approx(np.log(2), rel=1e-3)
    assert losses[0] == losses[-1] == 0


def test_the_first_bad_entry_is_the_one_that_is_named():
    for call, text in (
        (lambda: ref.one_hot([0, 5, 1, 6], 5), r"^\w+ is 5 at index 1; classes run from 0 to 4\.$"),
        (lambda: ref.one_hot([1, 0, -2, -1], 5), r"^\w+ is -2 at index 2; classes run from 0 to 4"),
        (lambda: ref.one_hot([3], 3), r"^\w+ is 3 at index 0; classes run from 0 to 2"),
        (
            lambda: ref.roc_auc([0, 1, 2, 3], [0.0] * 4),
            r"^labels is 2 at index 2; labels must be 0",
        ),
        (
            lambda: ref.roc_auc([0, -1, 1, 3], [0.0] * 4),
            r"^labels is -1 at index 1; labels must be",
        ),
        (lambda: ref.entropy([[1.0, 0], [1, 1], [2, 1]]), r"^p has a row that sums to 2, not to 1"),
    ):
        with pytest.raises(ValueError, match=text):
            call()
    assert ref.entropy([[1.0, 0.0]]).tolist() == [0]


def test_labels_that_do_not_fit_scores_of_more_axes_are_told_the_shape():
    scores = np.zeros((2, 3, 4))
    for labels in (np.zeros((2, 4), int), np.zeros(2, int), np.zeros((2, 3, 1), int)):
        with pytest.raises(ValueError, match=r"labels must be \(2, 3\), one class a") as refused:
            ref.sparse_softmax_ce(scores, labels)
        assert ("drops the column" in str(refused.value)) == (labels.ndim == 3)


def test_a_mean_needs_no_second_array_of_the_size_of_its_arguments():
    z, y = np.zeros(1_000_000), np.zeros(1_000_000)
    tracemalloc.start()
    ref.sigmoid_ce(z, y, reduction="mean")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < z.nbytes / 2


def test_ranks_keep_whole_numbers_that_float64_would_tie():
    for dtype in ("i8", "u8", ">u8"):
        kept, result = _rules.ranks("s", np.array([1, 2**53 + 1], dtype))
        assert (kept.dtype.kind, kept.dtype.isnative, result) == (dtype[-2], True, np.float64)
    for values in ([1, 2**53], np.array([1.0, 2e30], "f4"), np.array([], int), [True, 3]):
        assert _rules.ranks("s", values)[0].dtype.kind == "f"
    assert _rules.ranks("s", [-(2**53) - 1])[0].dtype == np.int64


def test_room_for_numbers_beside_float32():
    x = np.ones(1, "f4")
    for number in (1e39, 1e-46, 1e-40):
        assert _rules.with_room(x, 1.0, number).dtype == np.float64
    for number in (0.0, np.inf, 3e38, 2e-38):
        assert _rules.with_room(x, number, 1.0) is x
    assert _rules.with_room(np.ones(1), 1e300).dtype == np.float64


@pytest.mark.parametrize("function", [ref.softmax, ref.logsumexp, ref.entropy])
def test_an_axis_that_the_scores_do_not_have_is_told(function):
    scores = np.full((2, 2), 0.5)
    for axis in (2, -3):
        with pytest.raises(ValueError, match=rf"^axis is {axis}, the array of scores \(2, 2\);"):
            function(scores, axis=axis)
    for axis in (True, 1.0, None):
        with pytest.raises(TypeError, match=r"^axis is .*; it must be a whole number\.$"):
            function(scores, axis=axis)
