import pytest

from courseware.serving.places import Places, address_key


def entered(places, address, evicted, *, idle=True):
    place = places.enter(address, lambda: evicted.append(address))
    if place is not None and idle:
        place.may_be_evicted(True)
    return place


def test_a_full_address_gives_its_own_oldest_idle_place():
    places, evicted = Places(10, 2), []
    entered(places, "b", evicted)
    first, second = entered(places, "a", evicted), entered(places, "a", evicted)
    first.may_be_evicted(False)
    first.may_be_evicted(True)  # used again: the younger one now

    assert entered(places, "a", evicted) is not None
    assert evicted == ["a"]
    second.may_be_evicted(True)  # evicted: nothing happens
    assert places.taken == 3


def test_when_all_is_taken_the_address_with_most_gives_one():
    places, evicted = Places(4, 3), []
    for address in ("a", "b", "b", "b"):
        entered(places, address, evicted)

    assert entered(places, "c", evicted) is not None
    assert evicted == ["b"]


def test_who_is_at_work_stays():
    places, evicted = Places(2, 2), []
    kept = [entered(places, address, evicted, idle=False) for address in ("a", None)]

    assert entered(places, "c", evicted) is None
    kept[1].leave()
    kept[1].leave()
    assert entered(places, "c", evicted) is not None
    assert evicted == []


def test_a_proxy_is_counted_in_the_total_alone():
    places, evicted = Places(3, 1), []
    for _ in range(3):
        assert entered(places, None, evicted) is not None

    assert entered(places, None, evicted) is not None
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
