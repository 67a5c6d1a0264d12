"""What every test gets: a site of its own, no skips where everything must run, and --quick."""

from __future__ import annotations

import atexit
import gc
import os
import re
import shutil
import signal
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from deploy import catalogs
from tests.costs import Costs
from tests.importing import share_imports

REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"

# Of tests/requirements-comparisons.txt; importing them takes seconds in each process.
COMPARISON_LIBRARIES = re.compile(
    r"^ *(?:import|from) (?:torch|scipy|sklearn|mpmath)\b", re.MULTILINE
)

# Left out by --quick: tests with these marks, in these files, tests that use these servers, and of
# each other file all but the first tests, once each. Every folder keeps some.
LONG_MARKS = ("alone", "browser", "postgres", "slow")
LONG_FILES = (
    *("tests/deploy/up/test_main.py", "tests/courseware/people/test_two_processes.py"),
    *("tests/courseware/test_private_data.py", "tests/courseware/test_scheduler.py"),
    *("tests/courseware/test_database.py", "tests/courseware/test_roles.py"),
    "tests/courseware/people/test_throttle.py",
    *(
        "tests/courseware/people/test_password_pages.py",
        "tests/courseware/preview/test_settings.py",
    ),
    *("tests/grader/measuring/test_void.py", "tests/grader/mutation_testing/test_runner.py"),
    *("tests/grader/sandbox/freezing/test_methods.py", "tests/grader/sandbox/test_warm.py"),
    *("tests/grader/feedback/mutations/test_programs.py", "tests/grader/lab/test_case_checks.py"),
    *("tests/grader/feedback/smallest_input/test_search.py", "tests/grader/cli/test_main.py"),
    *("tests/grader/reference/test_mutate.py", "tests/grader/judging/test_scenario_run.py"),
    *("tests/quizzes/test_garbage.py", "tests/courseware/regrades/test_runs.py"),
    *("tests/courseware/api/test_roles.py", "tests/courseware/regrades/test_identity.py"),
    *("tests/courseware/gradebook/test_totals.py", "tests/courseware/outbox/test_fencing.py"),
    "tests/courseware/notices/test_two_schedulers.py",
    *("tests/quizzes/test_bounded.py", "tests/quizzes/test_busy_database.py"),
    *("tests/quizzes/analysis/test_data.py", "tests/quizzes/analysis/test_page.py"),
    *("tests/labs/test_path.py", "tests/labs/test_flag.py"),
    "tests/labs/grading/test_services.py",
    *("tests/attacks/test_every_freezer.py", "tests/attacks/test_every_honest_file.py"),
    *("tests/catalogue/test_wrong_kinds.py", "tests/catalogue/test_new_lab.py"),
    *("tests/catalogue/test_held_back.py", "tests/catalogue/test_wrong_and_honest.py"),
    *("tests/courseware/serving/test_connections.py", "tests/courseware/test_asgi.py"),
    *("tests/courseware/database/test_transactions.py", "tests/labs/live/test_event_stream.py"),
    *("tests/courseware/preview/management/", "tests/quizzes/test_review_bank.py"),
    *("tests/grader/grading/test_grade.py", "tests/grader/judging/test_runner.py"),
    *("tests/grader/judging/test_upcoming.py", "tests/grader/lab/test_cpu_limit.py"),
    *("tests/grader/sandbox/freezing/test_cgroup.py", "tests/grader/sandbox/test_cold.py"),
    *("tests/grader/sandbox/test_seccomp.py", "tests/grader/mutations/operators/test_operators.py"),
    *(
        "tests/grader/formats/result/test_thresholds.py",
        "tests/grader/formats/result/test_grading.py",
    ),
)
SERVERS = {"redis_server", "postgres_server", "live_server", "browser", "site", "site_on_servers"}
TESTS_OF_A_FILE = 2

ALONE = "alone"  # the mark of few tests, for which the others need not be imported again


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--quick", action="store_true", help="run the cheap tests of every package")
    parser.addoption("--costs", action="store_true", help="report the tests' processor time")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Files that compare with large libraries are left out by --quick, or without the libraries."""
    if config.getoption("quick") and _is_long_file(collection_path, config):
        return True
    if config.option.markexpr.startswith(ALONE) and collection_path.suffix == ".py":
        return f"mark.{ALONE}" not in collection_path.read_text("utf-8") or None
    left_out = config.getoption("quick") or (not _has_comparison_libraries() and not REQUIRE_ALL)
    if left_out and collection_path.suffix == ".py":
        return bool(COMPARISON_LIBRARIES.search(collection_path.read_text("utf-8"))) or None
    return None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """What collecting makes stays to the end: looking for garbage in it takes a third of the time.

    And later, too: frozen, it is left out whenever a test's garbage is collected.
    """
    gc.disable()
    try:
        share_imports(session.config)
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def _is_long_file(path: Path, config: pytest.Config) -> bool:
    if not path.is_relative_to(config.rootpath):
        return False
    name = path.relative_to(config.rootpath).as_posix()
    return f"{name}/".startswith(LONG_FILES) or name.startswith(LONG_FILES)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from tests.scheduling import GroupScheduling  # imports what only runs on several cores need

    return GroupScheduling(config, log)


@cache
def _has_comparison_libraries() -> bool:
    return find_spec("torch") is not None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("quick"):
        _leave_out_long_tests(config, items)


def _leave_out_long_tests(config: pytest.Config, items: list[pytest.Item]) -> None:
    seen: set[str] = set()
    kept: Counter[str] = Counter()
    left_out = []
    for item in items:
        test, file = item.nodeid.partition("[")[0], item.nodeid.partition("::")[0]
        if test in seen or kept[file] == TESTS_OF_A_FILE or _is_long(item):
            left_out.append(item)
        else:
            seen.add(test)
            kept[file] += 1
    config.hook.pytest_deselected(items=left_out)
    skipped = set(map(id, left_out))
    items[:] = [item for item in items if id(item) not in skipped]


def _is_long(item: pytest.Item) -> bool:
    marked = any(item.get_closest_marker(mark) for mark in LONG_MARKS)
    serves = not SERVERS.isdisjoint(getattr(item, "fixturenames", ()))
    return marked or serves or item.nodeid.startswith(LONG_FILES)


def pytest_configure(config: pytest.Config) -> None:
    """No test touches the data or the queue of a site that runs from this folder.

    And what tests start hears an interrupt, though a shell makes what it runs in the background
    deaf to it.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if config.getoption("costs"):
        config.pluginmanager.register(Costs())
    import hypothesis

    # How long an example takes says how busy the machine is.
    profile = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
    hypothesis.settings.register_profile("any machine", **profile)
    hypothesis.settings.load_profile("any machine")

    if "PYTEST_XDIST_WORKER" not in os.environ:
        catalogs.build()

    from django.conf import settings  # readable only now

    from courseware.celery import app

    var = Path(tempfile.mkdtemp(prefix="courseware-test-"))
    atexit.register(shutil.rmtree, var, ignore_errors=True)
    os.environ["COURSEWARE_VAR"] = str(var)
    settings.VAR_DIR = var
    settings.EMAIL_FILE_PATH = var / "mail"
    settings.STATIC_ROOT = var / "static"
    settings.STATIC_ROOT.mkdir()
    # Static files are looked for when they are asked for: each test client is a new handler, and
    # looking through all of them took longer than most pages.
    settings.WHITENOISE_AUTOREFRESH = True
    # Hashes that are quick to make. Sites that tests start have those of a real site.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.REDIS_URL = f"unix://{var / 'no-redis.sock'}"
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
        # A file as in real life: a database in memory knows neither WAL nor the busy timeout.
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(var / "test.sqlite3")
    app.conf.broker_url = f"redis+socket://{var / 'no-redis.sock'}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Any:
    """REQUIRE_ALL=1: a test that is skipped has failed, with the reason that it gave."""
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.longrepr = f"{item.nodeid} must run here and was not: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Any:
    """The same for a file that skips itself as a whole."""
    report = yield
    if REQUIRE_ALL and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} must run here and skips itself: {report.longrepr}"
    return report


@pytest.fixture(scope="session", autouse=True)
def _name_prepared_data(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> None:
    """Folders for all processes of this run; that of the migrated database is for all runs."""
    from tests import migrated, site  # import what only some tests need

    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    cache = getattr(pytestconfig, "cache", None)  # none with `-p no:cacheprovider`
    migrated.kept = cache.mkdir("migrated") if cache else shared
    site.prepared_data = shared / "prepared-site"


@pytest.fixture(autouse=True)
def _speak_the_first_language() -> Iterator[None]:
    """A request leaves its language to its thread, where the next test would speak it."""
    yield
    from django.utils import translation  # import what only some tests need

    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The database is a copy that is up to date, and goes with the folder of its process."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, _name_prepared_data: None
) -> None:
    """A copy of one that has been migrated."""
    from django.conf import settings  # readable only now

    from tests import migrated  # imports what only some tests need

    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        migrated.copy_to(Path(database["TEST"]["NAME"]))


@pytest.fixture
def exported_spans() -> Iterator[Any]:
    """Tracing switched on in this process, with what would be sent kept in memory.

    `get_finished_spans` has the spans in the order in which they ended.
    """
    from opentelemetry.sdk.trace import TracerProvider  # import what only some tests need
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    from courseware.tracing import spans
    from courseware.tracing.recorder import SdkRecorder

    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    spans.use(SdkRecorder(provider))
    yield exporter
    spans.use(None)


@pytest.fixture
def course(db: None) -> Any:
    from tests.factories import make_course  # models can be imported only after setup

    return make_course(slug="ml", title="Machine learning")


@pytest.fixture
def ada(course: Any) -> Any:
    """Teaches the course."""
    from tests.factories import make_instructor  # as above

    return make_instructor(course, "ada")


@pytest.fixture
def ben(course: Any) -> Any:
    """Learns in the course."""
    from tests.factories import make_student  # as above

    return make_student(course, "ben")


@pytest.fixture
def cleo(db: None) -> Any:
    """Has a login and no part in the course."""
    from tests.factories import make_user  # as above

    return make_user("cleo")


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Redis on a unix socket; the value is its REDIS_URL."""
    from tests.servers import run_redis

    with run_redis(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL on a loopback port; the value is its DATABASE_URL."""
    from tests.servers import run_postgres

    with run_postgres(tmp_path_factory.mktemp("postgres")) as url:
        yield url


@pytest.fixture(scope="session")
def make_postgres_database(
    postgres_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], str]:
    """Makes databases with all tables and no rows; the value is the DATABASE_URL of each."""
    from tests.servers import copy_database, create_database, migrate

    template = create_database(postgres_server, "migrated")
    migrate(template, tmp_path_factory.mktemp("migrating"))
    numbers = count(1)
    return lambda: copy_database(template, f"copy_{next(numbers)}")
