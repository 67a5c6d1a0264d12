from courseware.gradebook.models import ScoreBatch
from courseware.gradebook.services import override_score, record_score
from courseware.people.selectors import students_of
from courseware.teaching.changes import recent_changes
from tests.factories import make_course, make_item


def test_what_people_changed_is_told_and_what_graders_did_is_not(course, ada, ben):
    item = make_item(course)
    record_score(item=item, user=ben, fraction=0.5, reason="Attempt 1")
    record_score(item=item, user=ben, fraction=0.6, reason="Regrade", by=ada)
    override_score(item=item, user=ben, fraction=0.7, reason="Kind.", by=ada)
    (found,) = recent_changes(course, students_of(course))
    entry = found.entry
    assert (entry.by, entry.override, entry.reason) == (ada, 0.7, "Kind.")


def test_changes_of_other_students_and_courses_are_left_out(course, ada, ben):
    other = make_item(make_course())
    override_score(item=other, user=ben, fraction=0.7, reason="Elsewhere.", by=ada)
    override_score(item=make_item(course), user=ben, fraction=0.7, reason="Here.", by=ada)
    (found,) = recent_changes(course, students_of(course))
    assert found.entry.reason == "Here."
    assert recent_changes(course, students_of(course).exclude(pk=ben.pk)) == []


def test_changes_of_many_scores_are_one_line(course, ada, ben):
    item = make_item(course)
    batch = ScoreBatch.objects.create(course=course, item=item, kind="held", by=ada)
    override_score(item=item, user=ben, fraction=0.7, reason="Kind.", by=ada)
    newest, oldest = recent_changes(course, students_of(course))
    assert (newest.batch, oldest.batch, oldest.entry) == (False, True, batch)
