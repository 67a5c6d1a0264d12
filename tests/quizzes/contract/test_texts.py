import pytest

from quizzes.contract.texts import comparable, typographic_plain


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("nai\u0308ve Bayes", "naïve Bayes"),
        ("ﬁnite diﬀerence", "finite difference"),
        ("Bayes’ rule", "Bayes' rule"),
        ("“logit”", '"logit"'),
        ("«logit»", '"logit"'),
        ("log‑odds", "log-odds"),
        ("log–odds", "log-odds"),
        ("log\u00adodds", "logodds"),
        ("softmax\u200b", "softmax"),
        ("\ufefflogit", "logit"),
        ("cross\u00a0entropy", "cross entropy"),
        ("cross\u2009 \u202fentropy", "cross entropy"),
        ("log-odds.", "log-odds"),
        ("log-odds", "log-odds ."),
        ("ＲｅＬＵ", "relu"),
        ("LOGIT", "logit"),
        ("STRASSE", "straße"),
        ("x²", "x^2"),
        ("10⁻³", "10^-3"),
        ("H₂O", "h2o"),
        ("𝑥", "x"),
        ("µ", "μ"),
        ("3×3", "3x3"),
        ("a ≤ b", "a <= b"),
        ("a→b", "a->b"),
        ("etc.", "etc"),
    ],
)
def test_settings_of_one_text_are_equal(typed, accepted):
    assert comparable(typed) == comparable(accepted)


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [("x2", "x²"), ("resume", "résumé"), ("log odds", "log-odds"), ("½", "12"), ("a.b", "ab"),
     ("1.5", "15"), ("", "."), ("①", "1")],
)  # fmt: skip
def test_other_texts_stay_apart(typed, accepted):
    assert comparable(typed) != comparable(accepted)


def test_capitals_count_where_that_is_asked():
    assert comparable("ReLU", case=True) == comparable("ＲｅＬＵ.", case=True)
    assert comparable("ReLU", case=True) != comparable("relu", case=True)


def test_plain_text_keeps_case_and_full_stop():
    assert typographic_plain(" “A”\u00a0 B…") == '"A" B...'
