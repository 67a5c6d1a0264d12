import pytest


@pytest.fixture
def signed_in(client, ada):
    """A browser of the instructor."""
    client.force_login(ada)
    return client
