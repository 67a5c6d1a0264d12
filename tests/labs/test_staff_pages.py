import pytest
from django.urls import reverse

from courseware.gradebook.staff_links import item_links
from courseware.people.models import Role
from courseware.people.policy import access_of
from tests.factories import make_staff


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (Role.GRADER, ["behind"]),
        (Role.AUTHOR, ["analysis", "speed", "behind"]),
        (Role.OBSERVER, ["scores", "analysis", "speed", "similarity", "behind"]),
    ],
)
def test_everybody_has_the_links_that_they_may_follow(lab, role, names):
    reader = make_staff(lab.course, role)
    assert [link.name for link in item_links(access_of(reader, lab.course), lab)] == names


def test_the_lab_page_has_them_for_the_staff_alone(client, lab, ada, ben):
    address = reverse("labs:analysis", args=[lab.course.slug, lab.slug])
    for person, shown in ((ada, True), (ben, False)):
        client.force_login(person)
        assert (address in client.get(lab.get_absolute_url()).content.decode()) == shown
