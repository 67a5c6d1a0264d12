"""What the page of one work shows: fields as stored or as typed, keys, places in the queue."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.urls import reverse

from courseware.manual_grading import selectors
from courseware.manual_grading.models import Mark, RubricItem
from courseware.manual_grading.pseudonyms import code_of
from courseware.manual_grading.work_page import work_or_404
from courseware.people.models import User
from quizzes.models import Response

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, grader):
    client.force_login(grader)
    return client


@pytest.fixture
def url_of(rubric):
    return lambda work: reverse("grading-work", args=["ml", rubric.pk, code_of(rubric.pk, work.id)])


def test_a_work_that_nobody_graded_has_empty_fields(signed_in, works, url_of):
    context = signed_in.get(url_of(works[0])).context
    assert (context["mark"], context["seen"], context["newer"]) == (None, 0, None)
    assert not any(line["chosen"] for line in context["lines"])
    assert context["remarks"] == [{"at": "", "text": "", "error": ""}]
    assert context["claim"] is None  # one's own is not shown


def test_a_grade_comes_back_into_the_fields(signed_in, rubric, works, url_of):
    first, second = (line.pk for line in rubric.items.all())
    posted = {"seen": 0, "selected": [second], "adjustment": "-0,5", "go": "stay"}
    posted |= {"adjustment_reason": "Too short.", "comment": "Well."}
    posted |= {"remark-at": ["The slope"], "remark-text": ["Which?"]}
    assert signed_in.post(url_of(works[0]), posted).status_code == 302
    context = signed_in.get(url_of(works[0])).context
    form = context["form"]
    assert context["seen"] == Mark.objects.get().version
    assert form["adjustment"].value() == "-0.5"
    assert (form["adjustment_reason"].value(), form["comment"].value()) == ("Too short.", "Well.")
    assert [line["chosen"] for line in context["lines"]] == [False, True]
    assert [row["at"] for row in context["remarks"]] == ["The slope", ""]
    assert first != second


def test_what_was_refused_comes_back_with_the_fault_at_its_remark(signed_in, works, url_of):
    posted = {"seen": 0, "go": "stay", "remark-at": ["The slope", "no such words"]}
    posted |= {"remark-text": ["Good.", "Where?"]}
    context = signed_in.post(url_of(works[0]), posted).context
    rows = context["remarks"]
    assert [row["text"] for row in rows] == ["Good.", "Where?", ""]
    assert [bool(row["error"]) for row in rows] == [False, True, False]


def test_the_first_ten_lines_have_a_key(signed_in, rubric, works, url_of):
    for place in range(2, 12):
        RubricItem.objects.create(rubric=rubric, position=place + 10, text=f"{place}", points=0)
    keys = [line["key"] for line in signed_in.get(url_of(works[0])).context["lines"]]
    assert keys == [*"1234567890", "", ""]


def test_neighbors_lead_through_the_queue_in_its_order(signed_in, rubric, works, url_of, grader):
    codes = [code_of(rubric.pk, work.id) for work in works]
    by_code = dict(zip(codes, works, strict=True))
    seen = []
    for code in sorted(codes):
        context = signed_in.get(url_of(by_code[code])).context
        seen.append((context["number"], context["before"], context["after"]))
    row = [code for _number, _before, code in seen]
    assert [number for number, _before, _after in seen] == [1, 2, 3, 4]
    assert row[-1] == "" and seen[0][1] == ""
    assert [before for _number, before, _after in seen][1:] == sorted(codes)[:-1]


def test_a_work_that_is_gone_meanwhile_is_said(rubric, works, ada):
    queue = selectors.queue_of(rubric, User.objects.all(), ada)
    row = next(row for row in queue.rows if row.work.id == works[0].id)
    assert work_or_404(rubric, row).text.startswith("The slope stays.")
    Response.objects.filter(pk=works[0].id).delete()
    with pytest.raises(Http404, match="no longer exists"):
        work_or_404(rubric, row)
