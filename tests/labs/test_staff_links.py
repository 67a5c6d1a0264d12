import pytest
from django.urls import reverse

from courseware.people.models import Enrollment, Role
from courseware.people.policy import Access
from labs.staff_links import staff_links
from tests.factories import make_user


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (Role.STUDENT, []),
        (Role.GRADER, ["behind"]),
        (Role.AUTHOR, ["analysis", "speed", "behind"]),
        (Role.INSTRUCTOR, ["analysis", "speed", "behind", "regrade"]),
    ],
)
def test_everybody_has_the_links_that_they_may_follow(lab, role, names):
    enrollment = Enrollment.objects.create(user=make_user(), course=lab.course, role=role)
    links = staff_links(Access(enrollment.user, lab.course, enrollment), lab)
    assert [link.name for link in links] == names


def test_the_lab_page_has_them_for_the_staff_alone(client, lab, ada, ben):
    address = reverse("labs:analysis", args=[lab.course.slug, lab.slug])
    for person, shown in ((ada, True), (ben, False)):
        client.force_login(person)
        assert (address in client.get(lab.get_absolute_url()).content.decode()) == shown
