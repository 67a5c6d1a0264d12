import pytest

from courseware.people.models import Role
from courseware.roster.invitations import Guest, invite
from courseware.roster.models import Invitation


@pytest.fixture
def invitation(course, ada) -> Invitation:
    monday = course.sections.create(name="Monday")
    guest = Guest("guest@example.org", None, "Gus", "Guest", "gus", Role.STUDENT, [monday])
    return invite(course=course, guests=[guest], by=ada)[0]
