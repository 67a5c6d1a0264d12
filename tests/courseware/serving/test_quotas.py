import pytest

from courseware.serving.quotas import Quota, address_key


def acquired(quota, address, evicted, *, idle=True):
    slot = quota.acquire(address, lambda: evicted.append(address))
    if slot is not None and idle:
        slot.set_evictable(True)
    return slot


def test_a_full_address_gives_its_own_oldest_idle_place():
    quota, evicted = Quota(10, 2), []
    acquired(quota, "b", evicted)
    first, second = acquired(quota, "a", evicted), acquired(quota, "a", evicted)
    first.set_evictable(False)
    first.set_evictable(True)  # used again: the younger one now

    assert acquired(quota, "a", evicted) is not None
    assert evicted == ["a"]
    second.set_evictable(True)  # evicted: nothing happens
    assert quota.taken == 3


def test_when_all_is_taken_the_address_with_most_gives_one():
    quota, evicted = Quota(4, 3), []
    for address in ("a", "b", "b", "b"):
        acquired(quota, address, evicted)

    assert acquired(quota, "c", evicted) is not None
    assert evicted == ["b"]


def test_who_is_at_work_stays():
    quota, evicted = Quota(2, 2), []
    kept = [acquired(quota, address, evicted, idle=False) for address in ("a", None)]

    assert acquired(quota, "c", evicted) is None
    kept[1].release()
    kept[1].release()
    assert acquired(quota, "c", evicted) is not None
    assert evicted == []


def test_a_proxy_is_counted_in_the_total_alone():
    quota, evicted = Quota(3, 1), []
    for _ in range(3):
        assert acquired(quota, None, evicted) is not None

    assert acquired(quota, None, evicted) is not None
    assert evicted == [None]


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("fe80::1%eth0", "fe80::/64"),
        ("not:an:address", "not:an:address"),
    ],
)
def test_one_client_is_one_key(host, key):
    assert address_key(host) == key
