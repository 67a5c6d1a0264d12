"""``manage.py quiz`` from the outside, on the shipped quizzes; no database is touched."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.quizzes.shipped import every_small_quiz


def run(*arguments):
    out = StringIO()
    call_command("quiz", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def score(tmp_path, slug, responses, seed=0):
    file = tmp_path / "responses.json"
    file.write_text(responses if isinstance(responses, str) else json.dumps(responses))
    return run("score", slug, "--seed", str(seed), "--responses", str(file))


@every_small_quiz
def test_the_shown_key_earns_everything_and_nothing_earns_nothing(tmp_path, slug, shipped_quiz):
    shipped_quiz(slug)  # certified once; the command finds it kept
    questions = run("show", slug, "--seed", "3")["questions"]
    key = {question["id"]: question["key"] for question in questions}
    full = score(tmp_path, slug, key, seed=3)
    for question, shown in zip(full["questions"], questions, strict=True):
        by_hand = shown["type"] == "essay"
        assert question["pending"] == by_hand
        assert question["score"] == (0.0 if by_hand else 1.0)
    assert full["possible"] == sum(q["points"] for q in questions)
    assert score(tmp_path, slug, {})["points"] == 0


def test_a_seed_decides_the_order_of_options_and_nothing_else():
    def options(seed):
        return run("show", "non-linearity", "--seed", str(seed))["questions"][0]["options"]

    assert options(1) == options(1)
    orders = {tuple(option["id"] for option in options(seed)) for seed in range(12)}
    assert len(orders) > 1
    assert {frozenset(order) for order in orders} == {frozenset(next(iter(orders)))}


def test_an_unreadable_response_costs_nothing_and_says_what_was_expected(tmp_path):
    report = score(tmp_path, "non-linearity", {"why-activations": [1, 2]})["questions"][0]
    assert (report["readable"], report["score"]) == (False, 0.0)
    assert report["expected"].startswith("Expected the id of one option: ")


@pytest.mark.parametrize(
    ("responses", "sentence"),
    [
        ("{not json", "The responses are not JSON"),
        ("[" * 100_000, "The responses are not JSON"),
        ("[]", "must be a JSON object"),
        ('{"why-activation": "x"}', 'no question "why-activation". Did you mean'),
    ],
)
def test_bad_responses_get_a_sentence(tmp_path, responses, sentence):
    with pytest.raises(CommandError, match=sentence):
        score(tmp_path, "non-linearity", responses)


def test_not_a_number_is_just_text(tmp_path):
    report = score(tmp_path, "non-linearity", '{"why-activations": NaN}')
    assert report["questions"][0]["readable"] is False


def test_an_unknown_quiz_and_a_missing_file_get_a_sentence(tmp_path):
    with pytest.raises(CommandError, match=r'There is no quiz "dropou"\. Did you mean "dropout"'):
        run("show", "dropou")
    with pytest.raises(CommandError, match="cannot be read"):
        run("score", "dropout", "--responses", str(tmp_path / "none.json"))


def test_a_faulty_quiz_of_a_course_is_reported_with_its_lines(tmp_path):
    (tmp_path / "quizzes").mkdir()
    (tmp_path / "quizzes" / "bad.yaml").write_text("title: Bad\nquestions:\n  - {type: singel}\n")
    with pytest.raises(CommandError, match=r'bad\.yaml:3: unknown question type "singel"'):
        run("show", "bad", "--course", str(tmp_path))


def test_without_json_it_reads_well():
    out = StringIO()
    call_command("quiz", "show", "dropout", stdout=out)
    assert "1. what-dropout-does: " in out.getvalue()


@pytest.mark.parametrize("form", ["moodle", "gift"])
@every_small_quiz
def test_every_shipped_quiz_leaves_and_comes_back_without_faults(
    tmp_path, slug, form, shipped_quiz
):
    shipped_quiz(slug)
    out, back = str(tmp_path / "out"), str(tmp_path / "back.yaml")
    exported = run("export", slug, "--format", form, "--out", out, "--seed", "5")
    left_out = [loss for loss in exported["lost"] if loss["what"].startswith("left out")]
    all_questions = run("show", slug)["questions"]
    arguments = "import", out, "--format", form, "--out", back, "--title", "Back"
    if len(left_out) == len(all_questions):
        with pytest.raises(CommandError, match="Nothing was imported"):
            run(*arguments)
        return
    imported = run(*arguments)
    assert imported["faults"] == []
    (tmp_path / "quizzes").mkdir()
    (tmp_path / "quizzes" / "back.yaml").write_text((tmp_path / "back.yaml").read_text())
    shown = run("show", "back", "--course", str(tmp_path))["questions"]
    assert len(shown) == len(all_questions) - len(left_out)


def test_files_that_cannot_be_read_or_written_get_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="not well-formed XML"):
        (tmp_path / "bad.xml").write_text("<quiz>")
        run("import", str(tmp_path / "bad.xml"), "--format", "moodle", "--out", "x.yaml")
    with pytest.raises(CommandError, match="cannot be written"):
        run("export", "dropout", "--format", "gift", "--out", str(tmp_path / "no" / "x.gift"))


QUIZ = """\
title: Small
questions:
  - id: zero
    type: single
    points: 2
    text: Which penalty gives zeros?
    options:
      - {id: l1, text: L1, correct: true, feedback: The kink.}
      - {id: l2, text: Squared L2, feedback: It fades.}
    explanation: The kink.
    erratum: The notes said otherwise.
"""


@pytest.fixture
def small(tmp_path):
    """The folder of a course with one quiz."""
    (tmp_path / "quizzes").mkdir()
    (tmp_path / "quizzes" / "small.yaml").write_text(QUIZ)
    return tmp_path


def printed(*arguments) -> list[str]:
    out = StringIO()
    call_command("quiz", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def test_show_prints_each_question_with_its_key(small):
    lines = printed("show", "small", "--course", small, "--seed", 1)
    assert lines[0] == "Small (seed 1)"
    assert lines[2] == "1. zero: 2 points"
    assert "   text: Which penalty gives zeros?" in lines
    assert "   key: l1" in lines


def test_score_prints_points_and_feedback(small):
    file = small / "responses.json"
    file.write_text('{"zero": "l2"}')
    lines = printed("score", "small", "--course", small, "--responses", file)
    assert "1. zero: 0 points" in lines
    assert "   feedback: It fades." in lines


def test_score_reports_the_points_of_all(small):
    file = small / "responses.json"
    file.write_text('{"zero": "l1"}')
    report = run("score", "small", "--course", str(small), "--responses", str(file))
    assert (report["points"], report["possible"], report["title"]) == (2.0, 2.0, "Small")


def test_export_and_import_print_what_was_written_and_lost(small):
    out, back = small / "out.gift", small / "back.yaml"
    lines = printed("export", "small", "--course", small, "--format", "gift", "--out", out)
    assert lines == [
        f"Wrote {out}.",
        "  lost: zero: the erratum",
        "  lost: zero: the points; every question has one",
    ]
    lines = printed("import", out, "--format", "gift", "--out", back)
    assert lines[1:3] == ["1. zero: 1 points", "   type: single"]
    assert lines[-2] == f"Wrote {back}."
    assert lines[-1].startswith("1 questions, and none of them is on the site yet.")
    assert back.read_text().startswith("title: out\n")
    run("import", str(out), "--format", "gift", "--out", str(back), "--title", "Named")
    assert back.read_text().startswith("title: Named\n")


def test_import_prints_what_to_correct(small):
    source, back = small / "in.gift", small / "back.yaml"
    source.write_text("::q::Which?{=a ~a}\n\n::fine::Is it? {T}")
    lines = printed("import", source, "--format", "gift", "--out", back)
    assert any('lost: q: not imported: two of the options have the text "a"' in x for x in lines)
    assert "# - id: q" in back.read_text()


@pytest.mark.parametrize("action", ["show", "export"])
def test_a_negative_seed_gets_a_sentence(small, action):
    arguments = ["small", "--course", str(small), "--seed", "-1"]
    if action == "export":
        arguments += ["--format", "gift", "--out", str(small / "out")]
    with pytest.raises(CommandError, match="The seed is -1; write a whole number from 0"):
        run(action, *arguments)


@pytest.mark.parametrize(
    "arguments",
    [(), ("show",), ("score", "small"), ("export", "small"), ("export", "small", "--format", "x")],
)
def test_missing_arguments_are_an_error(arguments):
    with pytest.raises(CommandError):
        run(*arguments)
