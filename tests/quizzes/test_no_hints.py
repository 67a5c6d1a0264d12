"""What an open attempt sends does not depend on the key, nor on what authors call things."""

import json
import re
from dataclasses import replace

import pytest
from django.urls import reverse

from quizzes import selectors, services
from quizzes.models import Attempt, Variant
from quizzes.questions.opaque_ids import OpaqueIds
from quizzes.questions.question import Question
from quizzes.services import store_revision
from quizzes.services.changes import Change
from quizzes.types import type_names
from tests.factories import make_item
from tests.quizzes.posting import form
from tests.quizzes.shipped import some_shipped_quizzes
from tests.quizzes.writing import example_of, quiz_of
from tests.selection import some_of_each

OPEN = ("attempt", "finish", "status")
NAME = r"\b[0-9a-f]{12}\b"
NONCE = re.compile(
    r'(name="csrfmiddlewaretoken" value|name="csrf-token" content)="[^"]+"|nonce[="-]+[\w+/=-]+'
)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.+Z-]+|\d\d:\d\d(:\d\d)?")

# By type: the question, and the same one with another key. Everything else is equal.
OTHER_KEYS = {
    "single": ("{id: a, text: A, correct: true}, {id: b, text: B}, {id: c, text: C}",
               "{id: a, text: A}, {id: b, text: B, correct: true}, {id: c, text: C}"),
    "multiple": ("{id: a, text: A, correct: true}, {id: b, text: B}",
                 "{id: a, text: A, correct: true}, {id: b, text: B, correct: true}"),
    "true_false": ("true\nreasons: [{id: a, text: A, correct: true}, {id: b, text: B}]",
                   "false\nreasons: [{id: a, text: A}, {id: b, text: B, correct: true}]"),
    "matching": ("{id: p, left: P, right: a}, {id: q, left: Q, right: b}",
                 "{id: p, left: P, right: b}, {id: q, left: Q, right: a}"),
    "ordering": ("{id: a, text: A}, {id: b, text: B}, {id: c, text: C}",
                 "{id: c, text: C}, {id: a, text: A}, {id: b, text: B}"),
    "parsons": ('"a = 1\\nb = 2\\nc = 3"', '"c = 3\\na = 1\\nb = 2"'),
    "blanks": ("x: {accept: [one, uno]}, y: {accept: [two]}",
               "x: {accept: [two]}, y: {accept: [one, uno, eins]}"),
    "numeric": ("1", "-123456.75"),
    "formula": ("x + 1", "exp(x) * 2"),
    "matrix": ("[1, 2]", "[-1234.5, 0.25]"),
    "short_text": ("[one]", "[a much longer answer, another]"),
    "plot": ("{x: [0, 1]}", "{x: [2, 3]}"),
    "code": ("x + 1", "x * 2"),
    "essay": ("short", "a long sample of a good answer"),
    "figure": ("threshold > 0.6\nsolution: {threshold: 0.7}",
               "[threshold < 0.3, cost < 1000]\nsolution: {threshold: 0.2}"),
}  # fmt: skip
BODIES = {
    "single": "options: [KEY]",
    "multiple": "credit: net-correct\noptions: [KEY]",
    "true_false": "answer: KEY",
    "matching": "pairs: [KEY]\ntargets: [{id: a, text: A}, {id: b, text: B}]",
    "ordering": "items: [KEY]",
    "parsons": "code: KEY\ndistractors: [{code: d = 4}]",
    "blanks": "bank: [one, three, two]\nblanks: {KEY}",
    "numeric": "answer: KEY\ntolerance: {relative: 0.01}",
    "formula": "variables: {x: [1, 2]}\nanswer: KEY",
    "matrix": "answer: KEY",
    "short_text": "accept: KEY",
    "plot": "plot: {x: {from: 0, to: 5}, y: {from: 0, to: 1}, description: Axes.}\nanswer: KEY",
    "code": 'function: f\narguments: [x]\nstarter: "def f(x): ..."\nanswer: KEY\n'
            'cases: [{name: one, x: "3"}]\nsolution: "SOLUTION"',
    "essay": "rubric: [{id: a, text: A}]\nsample: KEY",
    "figure": "figure: roc-curve\nask: [threshold]\nanswer: KEY",
}  # fmt: skip
TEXTS = {"blanks": '"[[x]] and [[y]]"'}


def question(kind: str, key: str) -> str:
    solution = f"def f(x):\\n    return {key}"
    body = BODIES[kind].replace("KEY", key).replace("SOLUTION", solution)
    lines = [
        f"id: asked\n    type: {kind}\n    text: {TEXTS.get(kind, 'What?')}\n    explanation: X"
    ]
    lines += body.splitlines()
    return "title: One\nquestions:\n  - " + "\n    ".join(lines) + "\n"


def begun(course, ben, text, seed=7):
    item = make_item(course, "quiz", slug="asked", title="Asked")
    store_revision(item=item, quiz=quiz_of(text), digest="d")
    attempt = services.start_attempt(item=item, user=ben)
    Attempt.objects.filter(pk=attempt.pk).update(seed=seed)
    return attempt


def with_other_key(attempt, text):
    """The same attempt, nothing answered yet, as if the key had been another one."""
    (slot,) = quiz_of(text).slots
    Variant.objects.filter(revision=attempt.revision).update(content=slot.variants[0].to_plain())
    attempt.responses.update(answer=None, saved_at=None, version=0, writer="", stamp=0)
    attempt.events.exclude(name="started").delete()


def taken(client, attempt, posts=()) -> list[str]:
    """What the site says from the front of the quiz to the page before submitting."""
    place = ["ml", attempt.item.slug, attempt.pk]
    client.force_login(attempt.user)
    pages = [client.get(reverse("quizzes:quiz", args=place[:2])), client.get(address(attempt))]
    pages += [client.post(reverse("quizzes:save", args=place), posted) for posted in posts]
    pages += [client.get(reverse(f"quizzes:{name}", args=place)) for name in OPEN]
    return [said_by(page) for page in pages]


def address(attempt):
    return attempt.get_absolute_url()


def differing(pages: list[str], others: list[str]) -> list[tuple[str, str]]:
    """The lines in which two ways through a quiz differ."""
    lines = [page.splitlines() for page in pages], [page.splitlines() for page in others]
    both = zip(*([line for page in each for line in page] for each in lines), strict=True)
    return [(line, other) for line, other in both if line != other]


def said_by(response) -> str:
    """Status, headers and body without what differs between two equal requests."""
    body = MOMENT.sub("", NONCE.sub("", response.content.decode()))
    headers = {
        name: MOMENT.sub("", NONCE.sub("", value))
        for name, value in response.headers.items()
        if name != "X-Request-ID"  # drawn for each request
    }
    return f"{response.status_code} {sorted(headers.items())} {body}"


@pytest.mark.parametrize("kind", type_names())
def test_no_page_and_no_reply_depends_on_the_key(client, course, ben, kind):
    """With the right answer saved, a wrong one, and what cannot be read at all."""
    one, other = OTHER_KEYS[kind]
    posts = [
        {"changed": "asked", "asked": value}
        for value in ("1", "x + 1", "one", "yes", "a b c", "nonsense\x00", "9" * 300)
    ]
    posts += [{"changed": "asked.x", "asked.x": "0.5"}, {"changed": "asked.y", "asked.y": "eins"}]
    posts += [{"asked": "right", "stay": "1"}, {"asked.0-0": "1", "asked.x": "one", "stay": "1"}]
    attempt = begun(course, ben, question(kind, one))
    first = taken(client, attempt, posts)
    with_other_key(attempt, question(kind, other))
    assert differing(taken(client, attempt, posts), first) == []


HIDDEN = "attempts: 2\nreview: {score: closed, key: closed, explanation: closed}\nquestions:"


def handed_in(client, attempt) -> list[str]:
    """What a student may read of a quiz whose scores are not out."""
    services.finish_attempt(attempt=attempt, by=attempt.user)
    client.force_login(attempt.user)
    quiz = reverse("quizzes:quiz", args=["ml", attempt.item.slug])
    home, grades = reverse("course", args=["ml"]), reverse("grades", args=["ml"])
    return [said_by(client.get(page)) for page in (address(attempt), quiz, home, grades)]


@pytest.mark.parametrize(
    "kind", some_of_each(type_names(), lambda _: "", lambda kind: (kind,), str, always=4)
)
def test_nothing_depends_on_the_key_before_scores_are_out(client, course, ben, kind):
    """Right by one key and wrong by the other, the same answer leads to the same pages."""
    one, other = (question(kind, key).replace("questions:", HIDDEN) for key in OTHER_KEYS[kind])
    attempt = begun(course, ben, one)
    (row,) = selectors.attempt_questions(attempt)
    right = row.question.to_form(row.question.parse_response(row.question.samples().right))
    change = Change("asked", right)
    services.save_answers(attempt=attempt, changes=[change], by=ben)
    first = handed_in(client, attempt)
    Attempt.objects.filter(pk=attempt.pk).update(submitted_at=None, earned=None, waiting=0)
    with_other_key(attempt, other)
    attempt.responses.update(fraction=None)
    services.save_answers(attempt=attempt, changes=[change], by=ben)
    assert differing(handed_in(client, attempt), first) == []


def renamed(quiz_text: str) -> str:
    """The same quiz with other ids wherever an author gives one below a question."""
    return re.sub(r"(?<=[{, ])id: (?!asked)([a-z]+)", r"id: other-\1-id", quiz_text)


@pytest.mark.parametrize("kind", ["single", "multiple", "true_false", "ordering"])
def test_no_page_tells_what_an_author_calls_an_option(client, course, ben, kind):
    text = question(kind, OTHER_KEYS[kind][0])
    attempt = begun(course, ben, text)
    before = re.sub(NAME, "name", "".join(taken(client, attempt)))
    with_other_key(attempt, renamed(text))
    after = re.sub(NAME, "name", "".join(taken(client, attempt)))
    assert "other-" not in after
    assert "name" in before
    assert kind == "ordering" or differing([after], [before]) == []  # shown in an order of its ids


@some_shipped_quizzes
def test_no_shipped_quiz_sends_an_id_of_its_author(client, course, ben, slug, shipped_quiz):
    """Option by option: each attribute that a browser could read is looked at."""
    quiz = shipped_quiz(slug)
    item = make_item(course, "quiz", slug="asked", title="Asked")
    store_revision(item=item, quiz=quiz, digest="d")
    attempt = services.start_attempt(item=item, user=ben)
    client.force_login(ben)
    page = client.get(attempt.get_absolute_url()).content.decode()
    page = page[page.index("<main") : page.index("</main>")]  # not the site's own frame
    sent = set(re.findall(r'(?:value|name|id|for|data-[\w-]+|class|title|href)="([^"]*)"', page))
    questions = [row.question for row in selectors.attempt_questions(attempt)]
    # A figure's controls and their settings are no secret, whatever an author calls an option.
    figures = [q.body.computed for q in questions if q.type == "figure"]
    sent -= {control.name for figure in figures for control in figure.controls}
    for question in questions:
        for entry in ids_of(question):
            assert entry not in sent
            assert f"{question.id}.{entry}" not in sent
            assert f"{question.id}.place-{entry}" not in sent


def ids_of(question):
    return {each for ids in groups_of(question).values() for each in ids}


def turned(values):
    """Each value at the place of the one before."""
    values = list(values)
    return [*values[1:], *values[:1]]


def with_flags(options):
    """Options with the flag, the credit and the feedback of their neighbors."""
    return tuple(
        replace(option, correct=other.correct, credit=other.credit, feedback=other.feedback)
        for option, other in zip(options, turned(options), strict=True)
    )


def rekeyed(question):
    """The question with another key; all that may be seen of it is equal."""
    body, kind = question.body, question.type
    match kind:
        case "single" | "multiple":
            body = replace(body, options=with_flags(body.options))
        case "true_false":
            body = replace(body, answer=not body.answer, reasons=with_flags(body.reasons))
        case "matching":
            keys = {name: dict(zip(key, turned(key.values()), strict=True))
                    for name, key in body.keys.items()}  # fmt: skip
            body = replace(body, keys=keys)
        case "ordering":
            body = replace(body, items=tuple(turned(body.items)), key=body.key[::-1])
        case "parsons":
            body = replace(body, key=body.key[::-1])
        case "blanks":
            accept = turned(blank.accept for blank in body.blanks)
            blanks = zip(body.blanks, accept, strict=True)
            body = replace(body, blanks=tuple(replace(b, accept=words) for b, words in blanks))
        case "numeric":
            body = replace(body, answer=body.answer * -3 + 17)
        case "matrix":
            body = replace(body, rows=tuple(tuple(c - 12.5 for c in row) for row in body.rows))
        case "plot":
            low, high = body.plot.x.low, body.plot.x.high
            body = replace(body, region=replace(body.region, x=(low, (low + 3 * high) / 4)))
        case "short_text":
            body = replace(body, accept=("something else", *body.accept))
        case "formula":
            body = replace(body, answer=f"({body.answer}) + 1")
        case "code":
            body = replace(body, solution=body.solution + "\n# other")
        case "essay":
            body = replace(body, sample=body.sample + " And more.")
        case "figure":
            body = replace(body, conditions=body.conditions * 2)
    assert body != question.body, kind
    return replace(question, body=body)


@some_shipped_quizzes
def test_no_page_of_a_shipped_quiz_depends_on_its_keys(client, course, ben, slug, shipped_quiz):
    quiz = shipped_quiz(slug)
    item = make_item(course, "quiz", slug="asked", title="Asked")
    store_revision(item=item, quiz=quiz, digest="d")
    attempt = services.start_attempt(item=item, user=ben)
    before = taken(client, attempt)
    for response in attempt.responses.select_related("variant"):
        other = rekeyed(Question.from_plain(response.variant.content))
        Variant.objects.filter(pk=response.variant_id).update(content=other.to_plain())
    assert differing(taken(client, attempt), before) == []


def test_a_try_says_of_pairs_and_blanks_only_whether_they_are_right(client, ben, make_quiz):
    """What an author says of a blank is about the right word, whatever was written there."""
    text = """\
    title: Tries
    tries: {count: 3}
    questions:
      - id: grow
        type: blanks
        text: Width by [[width]], depth by [[depth]].
        blanks:
          width: {accept: [neurons], feedback: A layer is as wide as its neurons.}
          depth: {accept: [layers], feedback: Layers make it deep.}
        explanation: Neurons are dimensions.
    """
    attempt = services.start_attempt(item=make_quiz(text), user=ben)
    client.force_login(ben)
    save = reverse("quizzes:save", args=["ml", attempt.item.slug, attempt.pk])
    wrong = form(attempt, {"grow.width": "neurons", "grow.depth": "rows", "check": "grow"})
    page = client.post(save, wrong, follow=True).content.decode()
    assert "Partially correct" in page
    assert "as wide as" not in page
    assert "make it deep" not in page
    right = form(attempt, {"grow.width": "neurons", "grow.depth": "layers", "check": "grow"})
    assert "make it deep" in client.post(save, right, follow=True).content.decode()


def test_an_authors_id_is_no_answer(client, ben, make_quiz):
    """Otherwise a guessed id that is taken would show which option the author calls right."""
    attempt = services.start_attempt(item=make_quiz(), user=ben)
    client.force_login(ben)
    save = reverse("quizzes:save", args=["ml", attempt.item.slug, attempt.pk])
    for posted in ({"zero": "l1"}, {"cures": "clip"}, {"grow.width": "neurons"}):
        (field,) = posted
        response = client.post(save, {"changed": field, **posted})
        assert response.status_code == 422
        sentence = response.json()["sentence"]
        assert not {"l1", "l2", "clip", "width"} & set(re.findall(r"\w+", sentence))
    assert set(attempt.responses.values_list("answer", flat=True)) == {None}


def test_names_differ_between_attempts_questions_and_groups(ben, make_quiz):
    attempt = services.start_attempt(item=make_quiz(), user=ben)
    asked = [row.question for row in selectors.attempt_questions(attempt)]
    names = {
        OpaqueIds(pk, question).opaque_id(group, "same")
        for pk in (1, 2, 3)
        for question in asked
        for group in ("pair", "target")
    }
    assert len(names) == 3 * len(asked) * 2


def test_what_was_saved_before_is_still_shown_as_chosen(client, ben, make_quiz):
    """The database keeps the author's ids, as it did before names were opaque."""
    attempt = services.start_attempt(item=make_quiz(), user=ben)
    attempt.responses.filter(question="zero").update(answer="l2")
    client.force_login(ben)
    page = client.get(attempt.get_absolute_url()).content.decode()
    assert f'value="{form(attempt, {"zero": "l2"})["zero"]}" checked' in page


@pytest.mark.parametrize("kind", type_names())
def test_every_example_survives_its_way_to_a_page_and_back(kind):
    """A right answer becomes fields under opaque names, and is read as the same answer."""
    asked = quiz_of(f"title: One\nquestions:\n{as_entry(example_of(kind))}").slots[0].variants[0]
    names = OpaqueIds(1, asked)
    answer = asked.parse_response(asked.samples().right)
    assert asked.parse_response(names.from_form(names.to_form(answer))) == answer
    fields = json.dumps(names.to_form(answer))
    for entry in {each for ids in groups_of(asked).values() for each in ids}:
        assert not re.search(rf"(?<![\w-]){re.escape(entry)}(?![\w-])", fields)


def as_entry(text: str) -> str:
    first, *rest = text.splitlines()
    return "\n".join([f"  - {first}", *(f"    {line}" for line in rest)]) + "\n"


def groups_of(asked):
    return asked.question_type.author_ids(asked.body)
