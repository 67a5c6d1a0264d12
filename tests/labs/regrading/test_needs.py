import pytest

from courseware.items.regrading import REVISION, VERSIONS
from labs import versions
from labs.models import State, Submission
from labs.regrading.needs import changed_files, needs
from tests.labs.writing import FILES, WRONG

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(submit):
    """Graded, as far as needs can see."""
    submission = submit(WRONG)
    Submission.objects.update(state=State.DONE, versions=versions.running())
    return submission


def change(**files):
    named = {name.replace("/", "_").replace(".", "_"): name for name in FILES}
    return FILES | {named[key]: text for key, text in files.items()}


@pytest.mark.parametrize(
    "files",
    [
        {"statement_md": "Return twice $x$.\n"},
        {"hints_md": FILES["hints.md"].replace("What is", "Which is")},
        {"solutions_sum_py": "def double(x):\n    return x + x + 0\n"},
        {"mistakes_once_py": '"""Nothing is twice."""\n'},
        {"lab_yaml": FILES["lab.yaml"].replace("title: Twice", "title: Two times")},
        {"lab_yaml": FILES["lab.yaml"].replace("Twice every entry.", "Each entry twice.")},
        {"cases_py": FILES["cases.py"].replace("Twice one is two.", "Two times one is two.")},
        {"reference_py": "# Twice.\n" + FILES["reference.py"]},
    ],
)
def test_texts_comments_and_hints_change_no_score(files):
    new = change(**files)
    assert new != FILES
    assert changed_files(FILES, new) == []


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("cases.py", {"cases_py": FILES["cases.py"].replace("np.eye(2)", "np.eye(3)")}),
        ("reference.py", {"reference_py": FILES["reference.py"].replace("2.0", "4.0")}),
        ("lab.yaml", {"lab_yaml": FILES["lab.yaml"].replace("zero_at: 20", "zero_at: 30")}),
        ("workload.py", {"workload_py": FILES["workload.py"].replace("20_000", "30_000")}),
        ("lab.yaml", {"lab_yaml": "- not a mapping"}),
        ("cases.py", {"cases_py": "def visible(:\n"}),
    ],
)
def test_what_grades_is_named(name, files):
    assert changed_files(FILES, change(**files)) == [name]


def test_a_file_that_comes_or_goes_is_a_change():
    more = FILES | {"data.csv": "1,2\n"}
    assert changed_files(FILES, more) == changed_files(more, FILES) == ["data.csv"]


def test_a_lab_that_grades_otherwise_needs_a_regrade(submission, lab, make_lab):
    assert needs(lab) == []
    reload(lab, FILES["cases.py"].replace("np.eye(2)", "np.eye(3)"))
    (need,) = needs(lab)
    assert (need.cause, need.parts, need.works) == (REVISION, ("cases.py",), 1)
    assert need.revision == lab.lab_revisions.get(current=True).pk


def reload(lab, cases):
    """Another revision, as a load stores it."""
    old = lab.lab_revisions.get(current=True)
    lab.lab_revisions.update(current=False)
    old.pk, old.digest, old.current = None, "other", True
    old.files = old.files | {"cases.py": cases}
    old.save()


def test_other_versions_need_one_and_are_named(submission, lab):
    Submission.objects.update(versions="Python 3.9.1, NumPy 1.20.0, grader 1.0")
    (need,) = needs(lab)
    assert (need.cause, need.key, need.works) == (VERSIONS, versions.running(), 1)
    assert need.parts == ("Python 3.9.1, NumPy 1.20.0, grader 1.0",)


def test_reports_of_old_releases_that_name_no_versions_need_none(submission, lab):
    Submission.objects.update(versions="")
    assert needs(lab) == []


def test_trials_and_labs_without_work_need_none(submit, lab):
    submit(WRONG, purpose="trial")
    Submission.objects.update(state=State.DONE, versions="Python 2")
    assert needs(lab) == []
