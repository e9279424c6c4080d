from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import Settings

from einklang.core import clock
from einklang.core.throttle import MISSES, count_miss, too_many_misses

pytestmark = pytest.mark.django_db


def request_from(address: str, forwarded: str = "") -> HttpRequest:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return RequestFactory().get("/r/geraten/", REMOTE_ADDR=address, headers=headers)


def miss(address: str, times: int) -> None:
    for _ in range(times):
        count_miss(request_from(address), group="answer")


def is_stopped(address: str, group: str = "answer") -> bool:
    return too_many_misses(request_from(address), group=group)


def test_twenty_misses_stop_an_address() -> None:
    miss("192.0.2.1", MISSES - 1)
    before = is_stopped("192.0.2.1")
    miss("192.0.2.1", 1)

    assert (before, is_stopped("192.0.2.1")) == (False, True)


def test_asking_counts_nothing() -> None:
    for _ in range(MISSES * 2):
        assert not is_stopped("192.0.2.1")


def test_other_addresses_and_other_groups_go_on() -> None:
    miss("192.0.2.1", MISSES)

    assert not is_stopped("192.0.2.2")
    assert not is_stopped("192.0.2.1", group="feed")


def test_misses_are_forgotten_after_ten_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = clock.now()
    for minute in range(MISSES):
        # One every half minute: the last comes after nine and a half minutes.
        monkeypatch.setattr(clock, "now", lambda at=begun + timedelta(seconds=30 * minute): at)
        miss("192.0.2.1", 1)
    stopped = is_stopped("192.0.2.1")
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(seconds=601))
    # The first one has left the window, so one try is free again.
    free = not is_stopped("192.0.2.1")
    miss("192.0.2.1", 1)

    assert (stopped, free, is_stopped("192.0.2.1")) == (True, True, True)


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
    ],
)
def test_network_of_ipv6_counts_as_one_address(first: str, second: str, is_same: object) -> None:
    miss(first, MISSES)

    assert is_stopped(second) == is_same


def test_behind_a_proxy_the_visitor_counts(settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    guesser = request_from("127.0.0.1", "198.51.100.7, 192.0.2.1")
    for _ in range(MISSES):
        count_miss(guesser, group="answer")

    # What the visitor wrote into the header itself does not help.
    assert too_many_misses(request_from("127.0.0.1", "10.0.0.1, 192.0.2.1"), group="answer")
    assert not too_many_misses(request_from("127.0.0.1", "198.51.100.7"), group="answer")


def test_counter_is_shared_and_holds_no_address() -> None:
    miss("192.0.2.1", 1)

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM core_cache WHERE cache_key LIKE '%misses%'")
        (key,) = cursor.fetchone()

    assert "answer" in key
    assert "192.0.2.1" not in key
    cache.clear()
    assert not is_stopped("192.0.2.1")
