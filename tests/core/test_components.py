"""The component page, the colours, forms and the pages for errors."""

import re

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import Client
from pytest_django import Settings

from einklang.core.forms import DateText, SearchSelect

pytestmark = pytest.mark.django_db


class Sample(forms.Form):
    title = forms.CharField(label="Titel", help_text="Wie auf dem Papier")
    note = forms.CharField(label="Notiz", required=False)
    is_public = forms.BooleanField(label="Öffentlich", required=False)
    roles = forms.MultipleChoiceField(
        label="Rollen", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple
    )
    kind = forms.ChoiceField(label="Art", choices=[("1", "Eins")], widget=SearchSelect)
    day = forms.CharField(label="Tag", required=False, widget=DateText)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def test_component_page_has_no_duplicate_ids(client: Client) -> None:
    html = client.get("/muster/").content.decode()

    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) > 20
    assert sorted(set(ids)) == sorted(ids)


def test_component_page_asks_to_sign_in_in_production(client: Client, settings: Settings) -> None:
    settings.IS_PRODUCTION = True

    assert client.get("/muster/")["Location"].startswith("/konto/login/?next=")


def test_appearance_is_remembered_and_shown_at_once(client: Client) -> None:
    answer = client.post("/darstellung/", {"scheme": "dark", "next": "/muster/"})

    assert answer["Location"] == "/muster/"
    assert 'data-kern-theme="dark"' in client.get("/muster/").content.decode()
    client.post("/darstellung/", {"scheme": "auto"})
    assert "data-kern-theme" not in client.get("/muster/").content.decode()


def test_appearance_leads_to_no_other_site(client: Client) -> None:
    answer = client.post("/darstellung/", {"scheme": "dark", "next": "https://example.com/"})

    assert answer["Location"] == "/"


def test_form_ties_hint_and_error_to_the_field() -> None:
    html = str(Sample({"title": ""}))

    assert 'aria-describedby="id_title_hint id_title_error"' in html
    assert 'id="id_title_hint"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'href="#id_title"' in html


def test_form_marks_what_is_optional() -> None:
    html = str(Sample())

    assert html.count("(optional)") == 2
    assert "kern-alert" not in html


def test_form_groups_choices_under_a_legend() -> None:
    html = str(Sample())

    assert "<legend" in html
    assert len(re.findall(r'<label class="ek-choice">', html)) == 2


def test_error_of_a_group_is_tied_to_it() -> None:
    html = str(Sample({"title": "x", "kind": "1"}))

    assert re.search(r'<fieldset[^>]* aria-describedby="id_roles_error" id="id_roles"', html)


def test_widgets_say_what_scripts_may_add() -> None:
    html = str(Sample())

    assert re.search(r"<select[^>]*data-ek-combobox", html)
    assert re.search(r"<input[^>]*data-ek-date", html)


@pytest.mark.parametrize("name", ["403.html", "404.html", "403_csrf.html", "429.html"])
def test_error_pages_stand_in_the_frame(client: Client, name: str) -> None:
    request = client.get("/muster/").wsgi_request

    html = render_to_string(name, request=request)

    assert '<main class="ek-main"' in html
    assert html.count("<h1") == 1


def test_server_error_page_needs_nothing() -> None:
    assert "<h1>" in render_to_string("500.html")
