"""The outside judges of this engine, where the machine has them."""

import importlib.util
from collections.abc import Callable, Iterator

import pytest
from tests.engines.redline import office as libreoffice


def missing_scalpel() -> str:
    if importlib.util.find_spec("docx_scalpel") is None:
        return "docx-scalpel is not installed (optional, not in our lock)"
    return ""


JUDGES: dict[str, Callable[[], str]] = {"office": libreoffice.missing, "scalpel": missing_scalpel}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for marker, missing in JUDGES.items():
            if item.get_closest_marker(marker) and (reason := missing()):
                item.add_marker(pytest.mark.skip(reason=f"{reason}: these tests did NOT run."))


@pytest.fixture(scope="session")
def office() -> Iterator[libreoffice.Office]:
    """Start one hidden Writer for the whole run; its tests carry the marker `office`."""
    with libreoffice.running() as writer:
        yield writer
