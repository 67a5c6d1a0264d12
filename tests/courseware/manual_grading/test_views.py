"""The pages of graders: what they show, whom they name, what a form does."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from courseware.manual_grading import claims
from courseware.manual_grading.models import Mark, Rubric, SavedComment
from courseware.manual_grading.pseudonyms import code_of
from courseware.people.models import Enrollment, Role, Section
from courseware.threads.models import Thread
from courseware.threads.services import ask
from quizzes.models import Response
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(name, args=["ml", *args])


def work_url(rubric, work):
    return url("grading-work", rubric.pk, code_of(rubric.pk, work.id))


def lines(rubric):
    return [line.pk for line in rubric.items.all()]


def text(response):
    return response.content.decode()


@pytest.fixture
def signed_in(client, grader):
    client.force_login(grader)
    return client


def test_grading_begins_with_the_authors_rubric(signed_in, essay, students):
    page = text(signed_in.get(url("grading")))
    assert "Explain" in page and "0 of 4 graded" in page
    response = signed_in.post(url("grading-start", "quiz", "explain", "why"))
    rubric = Rubric.objects.get()
    assert response.url == rubric.get_absolute_url()
    assert "needs grading" in text(signed_in.get(rubric.get_absolute_url()))


def test_one_form_saves_a_grade_and_opens_the_next(signed_in, rubric, works, grader):
    first = signed_in.post(url("grading-next", rubric.pk)).url
    page = text(signed_in.get(first))
    assert "&lt;b&gt;stops" in page and "<math" in page and "Half for a guess." in page
    posted = {"seen": 0, "selected": lines(rubric)[:1], "comment": "Well.", "go": "next",
              "keep_comment": "on", "remark-at": ["the weight", ""],
              "remark-text": ["Which?", ""]}  # fmt: skip
    response = signed_in.post(first, posted)
    assert response.status_code == 302 and response.url != first
    assert "/submitted/" in response.url
    mark = Mark.objects.get()
    assert (mark.points, mark.by, mark.comment) == (3.0, grader, "Well.")
    assert mark.remarks.get().quote == "the weight"
    assert SavedComment.objects.get().text == "Well."
    assert "1 of 4 graded" in text(signed_in.get(response.url))


def test_the_last_one_leads_back_to_the_queue(signed_in, rubric, works):
    address = signed_in.post(url("grading-next", rubric.pk)).url
    for _ in works:
        address = signed_in.post(address, {"seen": 0, "go": "next"}).url
    assert address == rubric.get_absolute_url()
    assert "Everything here is graded." in text(signed_in.get(address))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"adjustment": "1"}, "Explain why points are added or deducted."),
        ({"adjustment": "lots", "adjustment_reason": "x"}, "is not a number of points"),
        ({"remark-at": ["no such words"], "remark-text": ["Why?"]}, "not in the answer"),
        ({"selected": ["99999"]}, "Select a valid choice"),
        ({"comment": "x" * 5001}, "at most 5000"),
    ],
)
def test_a_form_with_a_mistake_comes_back_with_all_it_held(
    signed_in, rubric, works, changed, sentence
):
    posted = {"seen": 0, "selected": lines(rubric)[1:], "comment": "My words.", "go": "next"}
    response = signed_in.post(work_url(rubric, works[0]), posted | changed)
    page = text(response)
    assert response.status_code == 422
    assert sentence in page or "selected" in changed or "comment" in changed
    assert (posted | changed)["comment"] in page
    assert "selected" in changed or len(re.findall(r'value="\d+"[^>]* checked', page)) == 1
    assert not Mark.objects.exists()


def test_a_newer_grade_is_shown_beside_what_was_typed(client, rubric, works, ada, grader):
    one, two = lines(rubric)
    address = work_url(rubric, works[0])
    client.force_login(ada)
    client.post(address, {"seen": 0, "selected": [one], "comment": "From Ada.", "go": "stay"})
    client.force_login(grader)
    posted = {"seen": 0, "selected": [two], "comment": "From Otto.", "go": "stay"}
    response = client.post(address, posted)
    page = text(response)
    assert response.status_code == 409
    assert "Your grade was not saved" in page and "Ada" in page
    assert "From Ada." in page and "From Otto." in page
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    assert client.post(address, posted | {"seen": seen}).status_code == 302
    mark = Mark.objects.get()
    assert (mark.comment, mark.points, mark.version) == ("From Otto.", 1.0, 2)


def test_who_has_a_work_open_is_shown_to_others(client, rubric, works, ada, grader):
    claims.claim(rubric=rubric, work=works[0].id, by=ada)
    client.force_login(grader)
    assert "Ada also has this open" in text(client.get(work_url(rubric, works[0])))
    assert text(client.get(rubric.get_absolute_url())).count(">open<") == 1
    keep = url("grading-claim", rubric.pk, code_of(rubric.pk, works[0].id))
    assert client.post(keep).json() == {"mine": False}
    client.force_login(ada)
    assert client.post(keep).json() == {"mine": True}


def test_no_page_or_address_tells_a_name_while_grading_is_anonymous(
    client, rubric, works, students, ada
):
    """Not to instructors either: names, logins, addresses, ids and pages of attempts."""
    client.force_login(ada)
    ask(item=rubric.item, asker=students[0], place=_place(works[0]), text="Why?", regrade=True)
    addresses = [rubric.get_absolute_url(), url("grading-rubric", rubric.pk)]
    addresses += [work_url(rubric, work) for work in works]
    attempts = Response.objects.get(pk=works[0].id).attempt.get_absolute_url()
    for address in addresses:
        page = text(client.get(address))
        for student in students:
            for told in (student.username, student.first_name, student.email):
                assert not re.search(rf"\b{told}\b", page), (address, told)
            assert f"/students/{student.pk}/" not in page
        assert attempts not in page and "attempts/" not in page


def _place(work):
    response = Response.objects.get(pk=work.id)
    return f"attempt/{response.attempt_id}/why"


def test_names_are_there_where_grading_is_not_anonymous(client, rubric, works, ada):
    client.force_login(ada)
    settings = url("grading-settings", rubric.pk)
    assert client.post(settings, {}).status_code == 302
    page = text(client.get(rubric.get_absolute_url()))
    assert "Dora" in page and "Pseudonym" not in page
    assert "attempts/" in text(client.get(work_url(rubric, works[0])))


def test_an_assistant_sees_the_students_of_their_sections_only(
    client, course, rubric, works, students
):
    section = Section.objects.create(course=course, name="Monday")
    Enrollment.objects.get(user=students[0]).sections.add(section)
    helper = make_user("hans")
    Enrollment.objects.create(user=helper, course=course, role=Role.ASSISTANT).sections.add(section)
    client.force_login(helper)
    assert "0 of 1 graded" in text(client.get(rubric.get_absolute_url()))
    assert client.get(work_url(rubric, works[0])).status_code == 200
    assert client.get(work_url(rubric, works[1])).status_code == 404
    assert client.post(work_url(rubric, works[1]), {"seen": 0}).status_code == 404


def test_a_section_is_kept_from_one_work_to_the_next(signed_in, course, rubric, works, students):
    section = Section.objects.create(course=course, name="Monday")
    for student in students[:2]:
        Enrollment.objects.get(user=student).sections.add(section)
    query = f"?section={section.pk}"
    address = signed_in.post(url("grading-next", rubric.pk) + query).url
    assert address.endswith(query)
    assert "0 of 2 graded" in text(signed_in.get(address))
    assert signed_in.post(address, {"seen": 0, "go": "next"}).url.endswith(query)
    assert signed_in.get(rubric.get_absolute_url() + "?section=x").status_code == 200


def test_a_request_is_decided_with_the_grade(client, rubric, works, students, ada):
    thread = ask(
        item=rubric.item,
        asker=students[0],
        place=_place(works[0]),
        text="Look again.",
        regrade=True,
    )
    client.force_login(ada)
    assert "Regrade requests" in text(client.get(url("grading")))
    address = client.get(url("grading-at", thread.pk)).url
    assert address == work_url(rubric, works[0])
    assert "Look again." in text(client.get(address))
    posted = {"seen": 0, "selected": lines(rubric), "decision": "accepted", "go": "stay"}
    refused = client.post(address, posted)
    assert refused.status_code == 422 and "Explain the decision to the student." in text(refused)
    client.post(address, posted | {"answer": "You are right."})
    thread = Thread.objects.get()
    assert (thread.request, thread.state) == ("accepted", "answered")
    assert thread.messages.last().text == "You are right."
    assert Mark.objects.get().changes.get().reason == "Regrade request accepted"


def test_a_grader_without_that_permission_decides_nothing(signed_in, rubric, works, students):
    ask(item=rubric.item, asker=students[0], place=_place(works[0]), text="Look.", regrade=True)
    address = work_url(rubric, works[0])
    assert "Regrade request" not in text(signed_in.get(address))
    signed_in.post(address, {"seen": 0, "decision": "accepted", "answer": "Yes.", "go": "stay"})
    assert Thread.objects.get().request == "open" and Mark.objects.exists()


def test_the_way_from_a_place_to_its_work(signed_in, rubric, works):
    address = url("grading-place", "quiz", "explain")
    assert signed_in.get(address, {"at": _place(works[0])}).url == work_url(rubric, works[0])
    for nowhere in ("", "attempt/9/why", "attempt/x/why", "score"):
        assert signed_in.get(address, {"at": nowhere}).url == url("grading")


def test_a_rubric_for_the_style_of_a_lab_is_an_instructors_to_add(
    client, lab, submission, ada, grader
):
    lab.lab_revisions.update(style={})
    start = url("grading-start", "lab", "twice", "style")
    client.force_login(grader)
    assert client.get(start).status_code == client.post(start).status_code == 403
    client.force_login(ada)
    assert client.post(start, {"share": "0"}).status_code == 422
    response = client.post(start, {"share": "25"})
    rubric = Rubric.objects.get()
    assert response.url == url("grading-rubric", rubric.pk) and rubric.share == 25


def test_code_is_graded_with_comments_at_its_lines(client, lab, submission, ada, ben):
    client.force_login(ada)
    client.post(url("grading-start", "lab", "twice", "style"))
    rubric = Rubric.objects.get()
    address = client.post(url("grading-next", rubric.pk)).url
    assert 'data-line="5"' in text(client.get(address))
    posted = {"seen": 0, "remark-at": ["5"], "remark-text": ["Say *why*."], "go": "stay"}
    wrong = client.post(address, posted | {"remark-at": ["99"]})
    assert wrong.status_code == 422 and "1 to 6" in text(wrong)
    client.post(address, posted | {"selected": lines(rubric)})
    client.force_login(ben)
    page = text(client.get(submission.get_absolute_url()))
    assert "Say <em>why</em>." in page and "2 of 2" in page
