"""The page of announcements, and a course's home."""

from __future__ import annotations

import pytest

from courseware.announcements.models import Announcement
from courseware.announcements.services import announce
from courseware.notices.models import Notice
from courseware.people.models import Section
from tests.factories import make_course, make_instructor, make_item, make_student

pytestmark = pytest.mark.django_db
PAGE = "/courses/ml/announcements/"


def body(response) -> str:
    return response.content.decode()


def test_an_instructor_announces_and_students_read_it(client, course, ada, ben):
    client.force_login(ada)
    assert "No announcements yet" in body(client.get(PAGE))
    text = "No lab <b>this</b> week, see https://example.org/plan"
    page = body(client.post(PAGE, {"text": text}))
    assert "1 person will be notified" in page and "Announce to everyone" in page
    assert not Announcement.objects.exists()
    response = client.post(PAGE, {"text": text, "send": "1"}, follow=True)
    assert "The announcement was posted on the course home page" in body(response)
    client.force_login(ben)
    for address in (PAGE, course.get_absolute_url()):
        page = body(client.get(address))
        assert "No lab &lt;b&gt;this&lt;/b&gt; week" in page
        assert 'href="https://example.org/plan"' in page
    assert "Delete this announcement" not in body(client.get(PAGE))
    assert "Announce to everybody" not in body(client.get(PAGE))
    assert "The staff posted an announcement." in body(client.get("/notices/"))


def test_a_group_is_previewed_before_it_is_told(client, course, ada, ben):
    other = make_student(course, "dora")
    item = make_item(course, "quiz", title="Penalties")
    section = Section.objects.create(course=course, name="Monday")
    ben.enrollments.get().sections.add(section)
    client.force_login(ada)
    values = {"text": "Begin soon.", "item": item.pk, "standing": "not started"}
    page = body(client.post(PAGE, values))
    assert "2 students will be notified" in page and "Ben" in page and "Dora" in page
    values["section"] = section.pk
    page = body(client.post(PAGE, values))
    assert "1 student will be notified" in page and "Dora" not in page and "Begin soon." in page
    assert not Announcement.objects.exists()
    client.post(PAGE, {**values, "send": "1"})
    announcement = Announcement.objects.get()
    assert list(announcement.people.all()) == [ben]
    assert "Monday, who have not started it: Penalties" in body(client.get(PAGE))
    for person, reads in ((ben, True), (other, False)):
        client.force_login(person)
        for address in (PAGE, course.get_absolute_url()):
            assert ("Begin soon." in body(client.get(address))) == reads
        assert Notice.objects.filter(user=person).exists() == reads


def test_an_empty_group_is_told_nothing(client, course, ada, ben):
    section = Section.objects.create(course=course, name="Empty")
    client.force_login(ada)
    values = {"text": "Anybody?", "section": section.pk}
    assert "There is nobody in this group." in body(client.post(PAGE, values))
    page = body(client.post(PAGE, {**values, "send": "1"}, follow=True))
    assert "Nothing was announced." in page
    assert not Announcement.objects.exists()


def test_a_student_announces_nothing(client, course, ben):
    client.force_login(ben)
    assert client.post(PAGE, {"text": "Party!"}).status_code == 403
    assert not Announcement.objects.exists()


def test_what_is_not_taken_is_shown_again(client, course, ada):
    client.force_login(ada)
    response = client.post(PAGE, {"text": "x" * 1001})
    assert response.status_code == 422 and "x" * 1001 in body(response)
    assert not Announcement.objects.exists()


def test_deleting_asks_first(client, course, ada, ben):
    announcement = announce(course=course, author=ada, text="Welcome.")
    client.force_login(ada)
    address = f"{PAGE}{announcement.pk}/delete/"
    assert address in body(client.get(PAGE))
    assert "Welcome." in body(client.get(address))
    assert Announcement.objects.exists()
    assert "The announcement was deleted." in body(client.post(address, follow=True))
    assert not Announcement.objects.exists() and not Notice.objects.exists()
    assert client.post(address).status_code == 404


def test_those_of_another_course_are_not_to_be_deleted(client, course, ada):
    other = make_course()
    announcement = announce(course=other, author=make_instructor(other, "eva"), text="Hi.")
    client.force_login(ada)
    assert client.post(f"{PAGE}{announcement.pk}/delete/").status_code == 404
    assert Announcement.objects.exists()


def test_students_whom_a_page_proposes_are_told_and_some_can_be_left_out(client, course, ada, ben):
    dora, emil = make_student(course, "dora"), make_student(course, "emil")
    stranger = make_student(make_course(), "stranger")
    address = f"{PAGE}?students={ben.pk},{dora.pk},{stranger.pk},x"
    client.force_login(ada)
    page = body(client.get(address))
    assert page.count('name="students"') == 2 and 'name="item"' not in page
    assert "Choose at least one student." in body(client.post(address, {"text": "Come by."}))
    sent = {"text": "Come by.", "students": [dora.pk]}
    assert "1 student will be notified" in body(client.post(address, sent))
    client.post(address, {**sent, "send": "1"})
    announcement = Announcement.objects.get()
    assert list(announcement.people.all()) == [dora]
    assert announcement.audience == "1 chosen student"
    client.force_login(emil)
    assert "Come by." not in body(client.get(PAGE))
