"""Nothing that is sent or read ends in a traceback.

`FUZZ_REQUESTS=20000 FUZZ_SEED=2 pytest tests/fuzz -s` sends more, of another seed, and prints what
the site answered.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

import pytest

from tests.courseware.role_world import make_world
from tests.fuzz.files import readers
from tests.fuzz.pages import Walk
from tests.fuzz.values import damaged

# Django's test client leaves the file of a download open when it is asked for its head.
UNCLOSED = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
pytestmark = [pytest.mark.slow, pytest.mark.django_db, UNCLOSED]
REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "600"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))


def test_no_page_and_no_operation_fails(tmp_path: Path, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    found = readers(tmp_path / "course")
    walk = Walk(make_world(tmp_path), random.Random(SEED), found)
    walk.run(REQUESTS)
    print(f"\n{walk.sent} requests, by status: {dict(sorted(walk.statuses.items()))}")
    assert not walk.failures, "\n\n".join(walk.failures.values())
    assert walk.sent == REQUESTS and {200, 302, 403, 404, 422} <= set(walk.statuses)


def test_no_reader_fails_otherwise_than_it_says(tmp_path: Path):
    rng, count, failures = random.Random(SEED), Counter[str](), {}
    found = readers(tmp_path / "course")
    while count.total() < REQUESTS:
        reader = rng.choice(found)
        data = damaged(rng, reader.good) if rng.random() < 0.9 else rng.randbytes(200)
        count[reader.name] += 1
        try:
            reader.read(data)
        except reader.errors:
            pass
        except Exception as error:
            failures[f"{reader.name}: {type(error).__name__}: {str(error)[:300]}"] = data[:300]
    print(f"\n{count.total()} files: {dict(count)}")
    assert failures == {}
