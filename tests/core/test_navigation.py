import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from pytest_django import Settings

from einklang.core.context import shell
from einklang.core.navigation import main_navigation


def test_navigation_leaves_out_what_is_not_there(settings: Settings) -> None:
    settings.EINKLANG_NAVIGATION = [
        ("Muster", "core:components", "star"),
        ("Nirgends", "core:nowhere", "gap"),
    ]

    assert [(item.label, item.url, item.icon) for item in main_navigation()] == [
        ("Muster", "/muster/", "star")
    ]


@pytest.mark.parametrize(
    ("cookie", "scheme"), [("dark", "dark"), ("light", "light"), ("", "auto"), ("pink", "auto")]
)
def test_shell_knows_the_colours_chosen(rf: RequestFactory, cookie: str, scheme: str) -> None:
    rf.cookies["ek-scheme"] = cookie
    request = rf.get("/")
    request.user = AnonymousUser()

    context = shell(request)

    assert context["colour_scheme"] == scheme
    assert context["navigation"] == []
