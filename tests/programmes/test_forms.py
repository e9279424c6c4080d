from decimal import Decimal

import pytest
from django import forms
from django.utils import translation
from tests.factories import make_programme
from tests.programmes.samples import make_figure, make_indicator, make_source

from einklang.core.when import When
from einklang.programmes.forms import AmountField, FigureForm, WhenField
from einklang.programmes.models import Figure

AMOUNT = AmountField(max_digits=18, decimal_places=3)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "77,5", "77.5"),
        ("de", "77.5", "77.5"),
        ("de", "1.480", "1480"),
        ("de", "1.480.000,5", "1480000.5"),
        ("de", "1 480", "1480"),
        ("de", "−6,13", "-6.13"),
        ("en", "1,480", "1480"),
        ("en", "77.5", "77.5"),
        ("en", "1,480,000.5", "1480000.5"),
    ],
)
def test_amount_is_read_as_people_write_it(language: str, text: str, value: str) -> None:
    with translation.override(language):
        assert AMOUNT.clean(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "viel", "1.2.3", "NaN", "1,2345"])
def test_amount_refuses_what_is_no_number(text: str) -> None:
    with translation.override("de"), pytest.raises(forms.ValidationError):
        AMOUNT.clean(text)


def test_amount_is_shown_the_way_it_is_read() -> None:
    with translation.override("de"):
        assert AMOUNT.prepare_value(Decimal("1480.500")) == "1.480,5"
        assert AMOUNT.prepare_value("viel") == "viel"


def test_when_is_read_and_shown_again() -> None:
    field = WhenField(required=False)

    with translation.override("de"):
        assert field.clean("September 2024") == When.month(2024, 9)
        assert field.clean("") == When.unknown()
        assert field.prepare_value(When.month(2024, 9)) == "September 2024"
        assert field.prepare_value("irgendwann") == "irgendwann"
        with pytest.raises(forms.ValidationError):
            field.clean("irgendwann")


def data(**fields: object) -> dict[str, object]:
    return {"kind": "adopted", "qualifier": "exactly", "value": "1", "year": "2024", **fields}


@pytest.mark.django_db
def test_figure_needs_one_source_and_one_thing_that_is_counted() -> None:
    source, indicator = make_source(), make_indicator()
    instance = Figure(programme=make_programme())

    nothing = FigureForm(data(), instance=instance)
    both = FigureForm(
        data(source=source.pk, new_source="Neu", indicator=indicator.pk, new_indicator="Auch neu"),
        instance=instance,
    )
    unknown = FigureForm(data(source=0, indicator=0), instance=instance)

    assert set(nothing.errors) == {"source", "indicator"}
    assert set(both.errors) == {"new_source", "new_indicator"}
    assert {name: len(errors) for name, errors in unknown.errors.items()} == {
        "source": 1,
        "indicator": 1,
    }


@pytest.mark.django_db
def test_figure_form_shows_what_is_recorded() -> None:
    figure = make_figure("1480.5", when="12.9.2024")

    with translation.override("de"):
        form = FigureForm(instance=figure)

        assert form["value"].value() == "1.480,5"
        assert form["when"].value() == "12. September 2024"
        assert form["seen"].value() == figure.updated_at.isoformat()
