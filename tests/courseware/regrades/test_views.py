"""The pages: choose, preview, decide, see what was done, undo."""

import re

import pytest
from django.urls import reverse

from courseware.gradebook.services import override_score
from courseware.regrades.models import Proposal, Regrade, Status
from courseware.regrades.proposals import propose_for
from tests.factories import make_student
from tests.quizzes.regrading import L1, L2, complete_attempt, correct_key, preview, work


@pytest.fixture
def item(make_quiz, ben, course):
    item = make_quiz(points=10)
    complete_attempt(item, ben, L2)
    complete_attempt(item, make_student(course, "dora"), L1)
    correct_key(item)
    return item


@pytest.fixture
def page(client, ada):
    client.force_login(ada)

    def get(address, **data):
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(address, data).text))

    return get


def url(name, *args):
    return reverse(name, args=["ml", *args])


def test_from_choosing_to_undoing(client, page, item, ben):
    new = url("regrade-new", "quiz", item.slug)
    assert "It does not change any scores." in page(new)
    posted = client.post(new, {"revision": item.quiz_revisions.first().pk})
    regrade = Regrade.objects.get()
    assert posted.url == regrade.get_absolute_url()
    assert "0 of 2" in page(posted.url)
    assert "0 of 2" in page(url("regrade-progress", regrade.pk))
    work(regrade)
    assert client.get(url("regrade-progress", regrade.pk))["HX-Refresh"] == "true"
    shown = page(posted.url)
    assert "Gain 1" in shown and "Lose 1" in shown
    assert "0 5 +5 zero (0 → 5)" in shown
    assert "Apply all 2 changes" in shown and "Apply only the 1 gain" in shown
    apply = url("regrade-apply", regrade.pk)
    assert client.post(apply, {"reason": ""}).status_code == 422
    client.post(apply, {"reason": "A slip.", "tells": "on", "only": "gains"})
    work(regrade)
    shown = page(posted.url)
    assert "“A slip.” Only gains were applied." in shown
    assert "Gain 1 Lose 0 Kept 1" in shown and "5 5 0 kept; it would be 0" in shown
    assert "Kept (1)" in shown and "5 0 −5" not in shown
    assert "Dora" in page(posted.url, show="kept").rpartition("What changes")[2]
    assert ben.scores.get().fraction == 0.5
    undo = url("regrade-undo", regrade.pk)
    assert client.post(undo, {"reason": ""}).status_code == 422
    client.post(undo, {"reason": "No slip."})
    assert work(regrade).state == Status.UNDONE
    shown = page(posted.url)
    assert "“No slip.”" in shown and "restored" in shown and "kept; it would be 0" in shown
    assert ben.scores.get().fraction == 0.0


def test_the_button_counts_the_works_whose_points_change(client, page, item, ada):
    regrade = preview(item, ada)
    same = regrade.works.get(user__username="dora")
    same.after = same.before
    same.save()
    shown = page(regrade.get_absolute_url())
    assert "Apply the change" in shown and "only the" not in shown
    assert "1 more result gets new feedback and keeps its points." in shown
    regrade.works.update(after=0.5, before=0.5)
    shown = page(regrade.get_absolute_url())
    assert "No points change. 2 results get new feedback." in shown
    assert "Apply the new feedback" in shown


def test_a_result_that_keeps_its_points_is_left_out_of_gains_and_says_so(page, item, ada):
    regrade = preview(item, ada)
    regrade.works.filter(user__username="dora").update(after=0.5, before=0.5)
    regrade.only_gains, regrade.state = True, Status.APPLIED
    regrade.save()
    shown = page(regrade.get_absolute_url())
    assert "5 5 0 kept as it was" in shown and "Kept 0 Unchanged 1" in shown


def test_the_list_can_be_filtered_and_searched(page, item, ada, ben):
    override_score(item=item, user=ben, fraction=0.9, reason="Kind.", by=ada)
    address = preview(item, ada).get_absolute_url()
    assert "Overridden" in page(address)
    for query, names in (
        ({"show": "gain"}, ["Ben"]),
        ({"show": "lose"}, ["Dora"]),
        ({"show": "override"}, ["Ben"]),
        ({"show": "same"}, []),
        ({"show": "failed"}, []),
        ({"q": "dor"}, ["Dora"]),
        ({"part": "zero"}, ["Ben", "Dora"]),
        ({"part": "no such"}, []),
        ({"show": "nonsense", "page": "x"}, ["Ben", "Dora"]),
    ):
        rows = page(address, **query).rpartition("What changes")[2]
        assert re.findall("Attempt 1 of (Ben|Dora)", rows) == names, query


def test_the_queries_of_a_page_do_not_grow_with_the_class(
    client, item, course, ada, django_assert_max_num_queries
):
    for _ in range(20):
        complete_attempt(item, make_student(course), L2)
    regrade = preview(item, ada)
    client.force_login(ada)
    with django_assert_max_num_queries(14):
        assert client.get(regrade.get_absolute_url()).status_code == 200


def test_a_preview_can_be_discarded(client, page, item, ada):
    regrade = preview(item, ada)
    client.force_login(ada)
    client.post(url("regrade-discard", regrade.pk))
    assert "Discarded" in page(regrade.get_absolute_url())
    assert "Discarded" in page(url("regrades"))


def test_a_refusal_is_said_on_the_page(client, page, item, ada):
    regrade = preview(item, ada)
    client.post(url("regrade-undo", regrade.pk), {"reason": "x"})
    assert "Only a regrade that was applied can be undone." in page(regrade.get_absolute_url())


@pytest.mark.parametrize(
    ("people", "status"), [("ben", 302), ("ben, dora@example.org", 302), ("ben nobody", 422)]
)
def test_students_are_named_by_username_or_address(client, ada, item, people, status):
    client.force_login(ada)
    values = {"revision": item.quiz_revisions.first().pk, "people": people}
    response = client.post(url("regrade-new", "quiz", item.slug), values)
    assert response.status_code == status
    assert ("nobody" in response.text) == (status == 422)


def test_a_proposal_stands_on_the_items_pages_until_it_is_decided(client, page, item, ada, ben):
    propose_for(item)
    pages = [item.get_absolute_url(), url("regrades"), item.course.get_absolute_url()]
    pages.append(reverse("quizzes:people", args=["ml", item.slug]))
    for address in pages:
        assert re.search("rading.* has changed|1 regrade is proposed", page(address)), address
    dismiss = url("regrade-dismiss")
    proposal = Proposal.objects.get()
    assert client.post(dismiss, {"reason": "x"}).status_code == 302  # none is chosen
    assert client.post(dismiss, {"proposal": proposal.pk}).status_code == 422
    assert (
        client.post(dismiss, {"proposal": proposal.pk, "reason": "Too small."}).status_code == 302
    )
    proposal.refresh_from_db()
    assert (proposal.state, proposal.by, proposal.reason) == ("dismissed", ada, "Too small.")
    for address in pages:
        assert "has changed" not in page(address), address


def test_students_see_no_proposals_and_no_regrades(client, item, ben):
    propose_for(item)
    client.force_login(ben)
    assert "has changed" not in client.get(item.get_absolute_url()).text
    assert client.get(url("regrades")).status_code == 403


def test_what_is_not_there_is_not_found(client, ada, item):
    client.force_login(ada)
    assert client.get(url("regrade", 10**6)).status_code == 404
    assert client.get(url("regrade-new", "quiz", "no-such")).status_code == 404
    assert client.get(url("regrade-new", "exam", item.slug)).status_code == 404
