"""The roles that every page is tried with, and what pages of one sort answer them."""

from __future__ import annotations

# Of the last two assistants, the first is limited to the section of the student, the second to
# another one. The outsider is instructor of another course.
ROLES = (
    *("anonymous", "stranger", "outsider", "other", "student", "observer", "author", "grader"),
    *("assistant", "elsewhere", "instructor"),
)
LOGIN = 302  # to the sign-in page; told apart from other redirects below

# Who has which permission: written down a second time, so that no slip changes both.
ASSISTANTS = {"assistant", "elsewhere"}
STAFF = {"observer", "author", "grader", "instructor"} | ASSISTANTS
ALLOWED = {
    "see content": STAFF,
    "see analysis": STAFF - {"grader"},
    "see grades": {"observer", "instructor"} | ASSISTANTS,
    "export": {"instructor"},
    "grade": {"grader", "instructor"} | ASSISTANTS,
    "answer": {"instructor"} | ASSISTANTS,
    "grant": {"instructor"} | ASSISTANTS,
    "change grades": {"instructor"},
    "change course": {"instructor"},
    "manage people": {"instructor"},
}
Row = dict[str, int]


def everybody(status: int) -> Row:
    return dict.fromkeys(ROLES, status)


def signed_in(status: int, **but: int) -> Row:
    """A page of the site: for everybody with an account."""
    return everybody(status) | {"anonymous": LOGIN} | but


def members(status: int, **but: int) -> Row:
    """A page of the course: whoever is not in it learns of nothing."""
    return signed_in(status, stranger=404, outsider=404) | but


def staff(permission: str, status: int = 200, **but: int) -> Row:
    """A page that takes a permission, which other members may know of."""
    return members(403) | dict.fromkeys(ALLOWED[permission], status) | but


def about_student(permission: str, status: int = 200, **but: int) -> Row:
    """As `staff`, of one student, who is in a section."""
    unknown = {"elsewhere": 404} if "elsewhere" in ALLOWED[permission] else {}
    return staff(permission, status) | unknown | but


def own(status: int, **but: int) -> Row:
    """Something of one student, for nobody else."""
    return members(404, student=status) | but


def work(permission: str = "see grades", status: int = 200, **but: int) -> Row:
    """Something of one student, for them and for those of the staff with the permission."""
    return own(status) | dict.fromkeys(ALLOWED[permission] - {"elsewhere"}, status) | but


WATCHES = {"observer": 403}  # sends nothing
