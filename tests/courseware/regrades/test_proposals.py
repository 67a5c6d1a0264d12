import pytest

from courseware.courses.loader import load_course
from courseware.items.regrading import VERSIONS, RegradeNeed
from courseware.regrades import proposals, tasks
from courseware.regrades.models import Proposal
from courseware.regrades.proposals import open_proposals, propose_all, propose_for
from quizzes.regrading import QuizRegrading
from tests.quizzes.regrading import CORRECTED, L1, complete_attempt, correct_key
from tests.quizzes.writing import QUIZ


@pytest.fixture
def item(make_quiz, ben):
    item = make_quiz()
    complete_attempt(item, ben, L1)
    return item


def states(item):
    return list(item.regrade_proposals.order_by("pk").values_list("state", flat=True))


def test_a_need_is_proposed_once(item):
    assert propose_for(item) == []
    correct_key(item)
    (proposal,) = propose_for(item)
    assert (proposal.parts, proposal.works) == (["zero"], 1)
    assert propose_for(item) == []
    assert list(open_proposals(item.course)) == [proposal]


def test_a_newer_key_replaces_the_proposal_and_an_old_one_takes_it_back(item):
    correct_key(item)
    propose_for(item)
    correct_key(item, CORRECTED.replace("points: 2", "points: 3"))
    propose_for(item)
    assert states(item) == ["replaced", "open"]
    correct_key(item, QUIZ)
    assert propose_for(item) == []
    assert states(item) == ["replaced", "replaced"]


def test_what_was_dismissed_does_not_come_back(item):
    correct_key(item)
    propose_for(item)
    Proposal.objects.update(state=Proposal.State.DISMISSED)
    propose_for(item)
    assert states(item) == ["dismissed"]


def test_the_scheduled_job_looks_at_all_items_and_skips_what_it_cannot_read(
    item, make_quiz, ben, monkeypatch
):
    broken = make_quiz()
    needs = QuizRegrading.needs

    def failing(self, found):
        if found == broken:
            raise KeyError("content")
        return needs(self, found)

    monkeypatch.setattr(QuizRegrading, "needs", failing)
    monkeypatch.setattr(proposals, "_looked_at", set())
    correct_key(item)
    assert propose_all() == 1
    assert Proposal.objects.get().item == item
    Proposal.objects.all().delete()
    assert tasks.propose() == 1  # the other was looked at, and this one cannot be read yet
    assert not Proposal.objects.exists()


def test_the_scheduled_job_goes_on_where_its_time_ended(item, make_quiz, monkeypatch):
    make_quiz()
    looked_at = set()
    monkeypatch.setattr(proposals, "_looked_at", looked_at)
    monkeypatch.setattr(proposals, "SECONDS", -1.0)
    for count in (1, 2, 2):
        assert propose_all() == 0
        assert len(looked_at) == count


def test_proposals_of_different_causes_stand_beside_each_other(item, monkeypatch):
    correct_key(item)
    found = QuizRegrading().needs(item)
    other = RegradeNeed(VERSIONS, "NumPy 9", revision=found[0].revision, works=3)
    monkeypatch.setattr(QuizRegrading, "needs", lambda self, item: [*found, other])
    propose_for(item)
    assert set(open_proposals(item.course).values_list("cause", "works")) == {
        ("revision", 1),
        ("versions", 3),
    }


COURSE = "slug: keys\ntitle: Keys\nchapters:\n  - file: one.md\n    items: [{quiz: one}]\n"


def test_loading_a_corrected_key_proposes_its_regrade(db, tmp_path, ben):
    for name in ("chapters", "quizzes"):
        (tmp_path / name).mkdir()
    (tmp_path / "course.yaml").write_text(COURSE, encoding="utf-8")
    chapter = "---\ntitle: One\n---\n\n## First {#first}\n\nText.\n\n::quiz[one]\n"
    (tmp_path / "chapters" / "one.md").write_text(chapter, encoding="utf-8")
    quiz = tmp_path / "quizzes" / "one.yaml"
    text = QUIZ.replace("    anchors: [regularization-for-sparsity#what-l1-does]\n", "")
    quiz.write_text(text, encoding="utf-8")
    item = load_course(tmp_path).course.items.get()
    complete_attempt(item, ben, L1)
    quiz.write_text(text.replace("Three questions", "Some questions"), encoding="utf-8")
    load_course(tmp_path)
    assert states(item) == []
    quiz.write_text(text.replace("accept: [layers]", "accept: [layer]"), encoding="utf-8")
    load_course(tmp_path)
    assert states(item) == ["open"]
