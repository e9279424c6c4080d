"""The tags write what the design needs, and escape what people typed."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import RequestFactory

import einklang
from einklang.core.templatetags import ek
from einklang.core.views.components import ICONS

SPRITE = Path(einklang.__file__).parent / "core" / "static" / "core" / "img" / "icons.svg"


def drawn() -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text(encoding="utf-8")))


def rendered(text: str, **context: object) -> str:
    return Template("{% load ek %}" + text).render(Context(context))


def test_every_icon_of_the_component_page_is_drawn() -> None:
    assert set(ICONS) == drawn()


def test_every_icon_that_templates_name_is_drawn() -> None:
    used = set()
    for path in Path(einklang.__file__).parent.rglob("templates/**/*.html"):
        used |= set(re.findall(r'{% icon "(\w+)"', path.read_text(encoding="utf-8")))

    assert used - drawn() == set()


def test_icon_without_a_label_is_decoration() -> None:
    assert 'aria-hidden="true"' in ek.icon("letter")
    assert "icons.svg#letter" in ek.icon("letter")


def test_icon_with_a_label_speaks() -> None:
    assert 'role="img" aria-label="Brief &lt;neu&gt;"' in ek.icon("letter", "Brief <neu>")


def test_badge_escapes_and_has_a_tone() -> None:
    assert "&lt;b&gt;" in ek.badge("<b>")
    assert "kern-badge--danger" in ek.badge("zu spät", "danger")
    assert "kern-badge--" not in ek.badge("anders", "no such tone")


def test_phase_badge_takes_the_colour_of_the_phase() -> None:
    assert "kern-badge--success" in ek.phase_badge(SimpleNamespace(phase="done"))


def test_breadcrumb_links_pairs_and_marks_the_last() -> None:
    items = rendered('{% breadcrumb "/chronik/" "Chronik" title %}', title="<Titel>")

    assert items == (
        '<li><a href="/chronik/">Chronik</a></li><li aria-current="page">&lt;Titel&gt;</li>'
    )


@pytest.mark.parametrize(
    "tag", ['button "Los" "primary" "add"', 'link_button "/x/" "Los" "primary" "add"']
)
def test_buttons_have_a_label_and_an_icon(tag: str) -> None:
    html = rendered("{% " + tag + " %}")

    assert "kern-btn--primary" in html
    assert '<span class="kern-label">Los</span>' in html
    assert "icons.svg#add" in html


def test_nav_current_marks_the_part_one_is_in(rf: RequestFactory) -> None:
    tag = '{% nav_current "/chronik/" %}'

    assert rendered(tag, request=rf.get("/chronik/12/")) == ' aria-current="page"'
    assert rendered(tag, request=rf.get("/berichte/")) == ""
    assert rendered(tag) == ""
