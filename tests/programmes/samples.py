"""Figures and sources for the tests of programmes, made in one line each."""

from decimal import Decimal
from itertools import count
from typing import Any

from tests.factories import make_programme

from einklang.core.when import When
from einklang.programmes.enums import FigureKind
from einklang.programmes.models import Figure, Indicator, Source

NUMBERS = count(1)


def make_source(**fields: Any) -> Source:
    number = next(NUMBERS)
    fields.setdefault("key", f"source-{number}")
    fields.setdefault("title", f"Quelle {number}")
    when = When.parse(fields.pop("when", ""))
    source = Source(**fields)
    source.when = when
    source.save()
    return source


def make_indicator(**fields: Any) -> Indicator:
    number = next(NUMBERS)
    fields.setdefault("key", f"indicator-{number}")
    fields.setdefault("label", f"Merkmal {number}")
    return Indicator.objects.create(**fields)


def make_budget(**fields: Any) -> Indicator:
    return make_indicator(label="Mittel", label_en="Money", is_budget=True, **fields)


def make_figure(value: str = "10", kind: FigureKind = FigureKind.ADOPTED, **fields: Any) -> Figure:
    fields.setdefault("key", f"figure-{next(NUMBERS)}")
    fields.setdefault("year", 2024)
    for name, make in (
        ("programme", make_programme),
        ("indicator", make_indicator),
        ("source", make_source),
    ):
        if name not in fields:
            fields[name] = make()
    when = When.parse(fields.pop("when", ""))
    figure = Figure(value=Decimal(value), kind=kind, **fields)
    figure.when = when
    figure.save()
    return figure
