from __future__ import annotations

import pytest

from courseware.lti.roles import role_of
from courseware.people.models import Role

HERE = "http://purl.imsglobal.org/vocab/lis/v2/membership"
SCHOOL = "http://purl.imsglobal.org/vocab/lis/v2/institution/person"


@pytest.mark.parametrize(
    ("roles", "role"),
    [
        ([f"{HERE}#Learner"], Role.STUDENT),
        ([f"{HERE}#Instructor"], Role.INSTRUCTOR),
        ([f"{HERE}#Instructor", f"{HERE}/Instructor#TeachingAssistant"], Role.ASSISTANT),
        ([f"{HERE}#ContentDeveloper", f"{HERE}#Learner"], Role.AUTHOR),
        (["Learner"], Role.STUDENT),
        ([f"{HERE}#Learner", f"{SCHOOL}#Administrator"], Role.STUDENT),
        ([f"{SCHOOL}#Instructor"], None),
        ([f"{SCHOOL}#Administrator"], None),
        ([f"{HERE}#Mentor"], None),
        ([f"{HERE}#Learner/Instructor"], None),
        ([], None),
    ],
)
def test_the_role_in_the_course_counts(roles, role):
    assert role_of(roles) == role
