"""People of earlier releases get their skeletons, those with names that look alike too."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

NAMES = ["ada", "ａda", "adа", "ben", "...", "Ben."]
BEFORE, AFTER = ("people", "0001_initial"), ("people", "0002_looks_and_failures")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_skeleton_goes_to_the_first_who_has_it():
    executor = MigrationExecutor(connection)
    executor.migrate([BEFORE])
    users = executor.loader.project_state([BEFORE]).apps.get_model("people", "User").objects
    began = timezone.now()
    for number, name in enumerate(reversed(NAMES)):  # the last made is who joined first
        users.create(username=name, date_joined=began - timedelta(days=number))
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())

    from courseware.people.models import User  # with its new column

    found = dict(User.objects.values_list("username", "skeleton"))
    assert found == {**dict.fromkeys(NAMES), "ada": "ada", "ben": "ben"}
