"""Slow down whoever guesses: count misses by network address, across all processes.

A view asks ``too_many_misses`` first and answers with ``429.html``; when what was asked for does
not exist, it calls ``count_miss``. Hits are never counted, so an office behind one address can
open as many links as it has.
"""

import ipaddress

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from einklang.core import clock

MISSES = 20
WITHIN_S = 600
IPV6_NETWORK = 64
"""One customer has a whole network of this prefix, so it counts as one address."""


def too_many_misses(request: HttpRequest, *, group: str) -> bool:
    """Tell whether this address has missed twenty times within ten minutes; counts nothing."""
    return len(misses(key_of(request, group))) >= MISSES


def count_miss(request: HttpRequest, *, group: str) -> None:
    key = key_of(request, group)
    # The oldest fall out by themselves: the window moves along.
    cache.set(key, [*misses(key), clock.now().timestamp()][-MISSES:], WITHIN_S)


def misses(key: str) -> list[float]:
    begin = clock.now().timestamp() - WITHIN_S
    return [missed_at for missed_at in cache.get(key, []) if missed_at > begin]


def key_of(request: HttpRequest, group: str) -> str:
    """Name the counter without the address: it is personal data."""
    digest = salted_hmac("core.throttle", network_of(get_adapter().get_client_ip(request)))
    return f"core.misses.{group}.{digest.hexdigest()}"


def network_of(address: str) -> str:
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv6Address):
        if known.ipv4_mapped:
            return str(known.ipv4_mapped)
        return str(ipaddress.ip_network((known, IPV6_NETWORK), strict=False))
    return str(known)
