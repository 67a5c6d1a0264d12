"""Who matches, and in which order."""

from __future__ import annotations

from courseware.search.entries import Entry
from courseware.search.index import Index


def lab(title: str, item: int | None = None, **more: str) -> Entry:
    return Entry("Lab", title, f"/{title}/", item=item, **more)


INDEX = Index(
    [
        lab("Sparse softmax cross-entropy", names="sparse_ce L5.3 gradient"),
        lab("Softmax cross-entropy of distributions", names="softmax_ce L5.2"),
        lab("Which loss", text="The softmax of scores, and the cross-entropy of classes."),
        lab("Softmax", text="One for all classes."),
        lab("L1 regularization", names="penalties"),
        lab("Group lasso", text="Between L1 and L2, with σ for scale."),
    ]
)


def titles(typed: str, index: Index = INDEX, allowed: set[int] = frozenset()) -> list[str]:
    return [found.entry.title for found in index.search(typed, allowed, 10)]


def test_a_title_comes_before_a_name_and_a_name_before_a_text():
    index = Index([lab("a", text="loss"), lab("b", names="loss"), lab("The loss"), lab("Loss")])
    assert titles("loss", index) == ["Loss", "The loss", "b", "a"]


def test_the_same_title_comes_first_and_all_words_have_to_match():
    assert titles("softmax")[0] == "Softmax"
    assert titles("Softmax CE") == [
        "Softmax cross-entropy of distributions",  # it has a function of that name
        "Sparse softmax cross-entropy",
    ]
    assert titles("cross-entropy softmax")[-1] == "Which loss"
    assert "Softmax" not in titles("softmax entropy")


def test_where_nothing_has_all_words_those_with_the_most_are_shown():
    assert titles("softmax regularization entropy") == titles("softmax entropy")


def test_a_beginning_finds_words_and_whole_words_come_first():
    assert titles("regul") == ["L1 regularization"]
    index = Index([lab("Lassos"), lab("Lasso")])
    assert titles("lasso", index) == ["Lasso", "Lassos"]
    assert set(titles("las", index)) == {"Lasso", "Lassos"}


def test_short_names_numbers_and_names_of_letters_are_found():
    assert titles("l1") == ["L1 regularization", "Group lasso"]
    assert titles("L5.3") == ["Sparse softmax cross-entropy"]
    assert titles("sigma") == titles("σ") == ["Group lasso"]
    assert titles("sparse_ce") == ["Sparse softmax cross-entropy"]


def test_a_mistake_in_typing_finds_what_was_meant_only_where_nothing_else_does():
    assert titles("sofmtax") == titles("softmaxx")
    assert "Softmax" in titles("sofmtax")
    assert titles("regularizaton") == ["L1 regularization"]
    assert titles("grupo") == []
    index = Index([lab("Loss"), lab("Lass")])
    assert titles("loss", index) == ["Loss"]


def test_items_that_are_not_allowed_are_left_out_and_do_not_hide_others():
    index = Index([lab("Secret softmax entropy", 1), lab("Softmax", 2), lab("Entropy of softmax")])
    assert titles("softmax entropy", index, {2}) == ["Entropy of softmax"]
    assert titles("softmax entropy secret", index, {2}) == ["Entropy of softmax"]
    assert "Secret softmax entropy" in titles("softmax", index, {1, 2})


def test_an_excerpt_shows_the_words_in_their_text():
    text = "word " * 40 + "the softmax of scores and again softmax " + "more " * 60
    (found,) = Index([lab("a", text=text)]).search("softmax", set(), 5)
    assert [part for part, is_match in found.excerpt if is_match] == ["softmax", "softmax"]
    whole = "".join(part for part, _ in found.excerpt)
    assert whole.startswith("… word")
    assert whole.endswith(" …")
    assert len(whole) < 220
    (short,) = Index([lab("a", text="The softmax.")]).search("soft", set(), 5)
    assert short.excerpt == (("The ", False), ("softmax", True), (".", False))
    (none,) = Index([lab("softmax", text="Scores.")]).search("softmax", set(), 5)
    assert none.excerpt == ()


def test_nothing_typed_finds_nothing_and_limits_hold():
    assert titles("") == titles(" .,- ") == titles("xkcdqqq") == []
    assert len(INDEX.search("softmax", set(), 2)) == 2
    assert INDEX.search("softmax " * 500, set(), 5)
    assert Index([]).search("softmax", set(), 5) == []
