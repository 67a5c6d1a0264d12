import pytest

from courseware.gradebook.models import Score
from courseware.items.regrading import Selection
from courseware.notices.models import Kind, Notice
from courseware.outbox.models import Lane, Message
from courseware.regrades import services
from courseware.regrades.models import Proposal, RegradedWork, Status
from courseware.regrades.proposals import propose_for
from courseware.regrades.services import RegradeRefused
from quizzes.kind import QuizKind
from tests.factories import make_student
from tests.quizzes.regrading import (
    CORRECTED,
    L2,
    apply,
    complete_attempt,
    correct_key,
    preview,
    start,
    undo,
    waiting,
    work,
)


@pytest.fixture
def item(make_quiz, ben):
    item = make_quiz()
    complete_attempt(item, ben, L2)
    correct_key(item)
    return item


def test_starting_twice_gives_one_and_another_selection_replaces_it(item, ada, ben):
    one, same = start(item, ada), start(item, ada)
    assert (one, waiting()) == (same, 1)
    other = start(item, ada, users=(ben.pk,))
    one.refresh_from_db()
    assert (one.state, other.state, waiting()) == (Status.STOPPED, Status.PREVIEWING, 1)
    assert work(one).state == Status.STOPPED
    assert work(other).selected().users == (ben.pk,)


def test_it_has_a_lane_and_a_share_of_its_own(item, ada):
    start(item, ada)
    message = Message.objects.get(task=services.REGRADE)
    assert (message.lane, message.owner) == (Lane.REGRADE, ada.pk)


def test_applying_and_undoing_twice_are_one(item, ada):
    regrade = preview(item, ada)
    for reason in ("one", "two"):
        services.apply(regrade=regrade, by=ada, reason=reason)
    work(regrade)
    assert services.apply(regrade=regrade, by=ada, reason="three").reason == "one"
    for reason in ("one", "two"):
        services.undo(regrade=regrade, by=ada, reason=reason)
    assert work(regrade).undo_reason == "one"
    assert services.undo(regrade=regrade, by=ada, reason="three").state == Status.UNDONE


def test_what_is_not_complete_is_refused(item, ada):
    regrade = start(item, ada)
    with pytest.raises(RegradeRefused, match="finished preview"):
        services.apply(regrade=regrade, by=ada, reason="")
    with pytest.raises(RegradeRefused, match="applied"):
        services.undo(regrade=regrade, by=ada, reason="")
    work(regrade)
    services.apply(regrade=regrade, by=ada, reason="")
    with pytest.raises(RegradeRefused, match="being applied"):
        start(item, ada, only_counting=True)
    work(regrade)
    with pytest.raises(RegradeRefused, match="Undo it"):
        services.discard(regrade=regrade)


def test_a_discarded_preview_changes_nothing_and_cannot_be_applied(item, ada, ben):
    regrade = preview(item, ada)
    assert services.discard(regrade=regrade).state == Status.DISCARDED
    assert services.discard(regrade=regrade).state == Status.DISCARDED
    with pytest.raises(RegradeRefused):
        services.apply(regrade=regrade, by=ada, reason="")
    assert Score.objects.get(user=ben).fraction == 0.0


def test_regrades_are_undone_the_newest_first(item, ada, ben):
    first = apply(item, ada)
    correct_key(item, CORRECTED.replace("points: 2", "points: 4"))
    second = apply(item, ada)
    with pytest.raises(RegradeRefused, match="that one first"):
        services.undo(regrade=first, by=ada, reason="")
    for regrade, fraction in ((second, 0.5), (first, 0.0)):
        undo(regrade, ada)
        assert Score.objects.get(user=ben).fraction == fraction


def test_one_of_an_earlier_release_cannot_be_undone(item, ada):
    regrade = apply(item, ada)
    regrade.undoable = False
    regrade.save()
    with pytest.raises(RegradeRefused, match="earlier release"):
        services.undo(regrade=regrade, by=ada, reason="")


def test_a_kind_without_regrades_says_so(item, ada, monkeypatch):
    monkeypatch.setattr(QuizKind, "regrading", lambda self: None)
    with pytest.raises(RegradeRefused, match="cannot be regraded"):
        start(item, ada)


def test_students_whose_score_changes_get_one_notice_with_the_reason(item, ada, ben, course):
    make_student(course)
    complete_attempt(item, make_student(course), L2)  # by the new key already
    regrade = apply(item, ada, "The key was wrong.")
    notice = Notice.objects.get(kind=Kind.REGRADE)
    assert (notice.user, notice.title) == (ben, item.title)
    assert notice.sentence.endswith("your score has changed. The key was wrong.")
    undo(regrade, ada, "It was not.")
    assert Notice.objects.filter(kind=Kind.REGRADE, user=ben).count() == 2


def test_the_switch_keeps_students_from_being_told(item, ada):
    apply(item, ada, tells=False)
    assert not Notice.objects.filter(kind=Kind.REGRADE).exists()


def test_a_preview_closes_its_proposal_and_dismissing_needs_a_reason(item, ada):
    (proposal,) = propose_for(item)
    regrade = services.start(item=item, by=ada, selection=Selection(), proposal=proposal)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.regrade) == (Proposal.State.TAKEN, regrade)
    assert services.dismiss(proposals=[proposal], by=ada, reason="x") == 0  # it is not open
    assert propose_for(item) == []


def test_of_an_erased_person_only_figures_stay(item, ada, ben):
    apply(item, ada)
    services.erase(ben)
    row = RegradedWork.objects.get()
    assert (row.payload, row.saved, row.after) == (None, None, 0.5)
