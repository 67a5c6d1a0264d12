"""Where an announcement stands."""

from __future__ import annotations

import pytest

from courseware.announcements.models import Announcement

pytestmark = pytest.mark.django_db


def test_its_address_leads_to_it_on_the_page(course, ada):
    announcement = Announcement.objects.create(course=course, author=ada, text="Welcome.")
    address = f"/courses/ml/announcements/#announcement-{announcement.pk}"
    assert announcement.get_absolute_url() == address
    assert str(announcement).startswith("Machine learning, ")
