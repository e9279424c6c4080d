from django.utils.translation import gettext_lazy as _

from einklang.core.quantity import Qualifier
from einklang.intake.sheets.federation import ARTICLE_COLUMN, KEY, NAME_EN, ORDER, ORGANISATION
from einklang.intake.sheets.kinds import YEAR, Choice, Moment, Number, Reference, YesNo
from einklang.intake.sheets.sheet import Column, Sheet
from einklang.programmes.enums import CarrierRole, FigureKind
from einklang.programmes.models import Figure, Indicator, Programme, ProgrammeCarrier, Source

QUALIFIER = Choice(
    Qualifier,
    {
        "genau": Qualifier.EXACTLY,
        "rund": Qualifier.ABOUT,
        "etwa": Qualifier.ABOUT,
        "ca.": Qualifier.ABOUT,
        "knapp": Qualifier.JUST_UNDER,
        "über": Qualifier.OVER,
        "mehr als": Qualifier.OVER,
        "mindestens": Qualifier.AT_LEAST,
        "höchstens": Qualifier.AT_MOST,
    },
)
YEARS = (
    Column("since_year", "Seit Jahr", "Since year", YEAR, also=("Seit",)),
    Column("until_year", "Bis Jahr", "Until year", YEAR, also=("Bis",)),
)
QUANTITY = (
    Column("value", "Wert", "Value", Number(), required=True),
    Column(
        "qualifier",
        "Genauigkeit",
        "Qualifier",
        QUALIFIER,
        about=_("exactly, about, just under, over, at least, at most; left empty: exactly."),
    ),
    Column("unit", "Einheit", "Unit", about=_("As it is printed: €, Mio. €, cases.")),
)

PROGRAMMES = Sheet(
    "programmes",
    "Programme",
    "Programmes",
    Programme,
    (
        KEY,
        Column("name", "Name", "Name", required=True),
        Column("short_name", "Kurzname", "Short name"),
        NAME_EN,
        ARTICLE_COLUMN,
        Column("parent", "Teil von", "Part of", Reference("programmes")),
        Column("legal_basis", "Rechtsgrundlage", "Legal basis"),
        Column("funder", "Mittelgeber", "Funder", ORGANISATION),
        Column("granting_authority", "Bewilligungsbehörde", "Granting authority", ORGANISATION),
        *YEARS,
        Column("description", "Beschreibung", "Description"),
        Column("description_en", "Beschreibung englisch", "English description"),
        Column("url", "Website", "Website"),
        ORDER,
    ),
    is_shared=True,
)
CARRIERS = Sheet(
    "carriers",
    "Träger",
    "Carriers",
    ProgrammeCarrier,
    (
        Column("programme", "Programm", "Programme", Reference("programmes"), required=True),
        Column("organisation", "Organisation", "Organisation", ORGANISATION, required=True),
        Column("role", "Rolle", "Role", Choice(CarrierRole)),
        Column("note", "Notiz", "Note", also=("Anmerkung",)),
        *YEARS,
    ),
    match=("programme", "organisation", "role"),
    is_shared=True,
)
SOURCES = Sheet(
    "sources",
    "Quellen",
    "Sources",
    Source,
    (
        KEY,
        Column("title", "Titel", "Title", required=True),
        Column("publisher", "Herausgeber", "Publisher"),
        Column("reference", "Fundstelle", "Reference"),
        Column("url", "Website", "Website", also=("Adresse",)),
        Column("when", "Stand", "As of", Moment()),
    ),
    is_shared=True,
)
INDICATORS = Sheet(
    "indicators",
    "Merkmale",
    "Indicators",
    Indicator,
    (
        KEY,
        Column("label", "Bezeichnung", "Label", required=True),
        Column("label_en", "Bezeichnung englisch", "English label"),
        Column("is_budget", "Haushalt", "Budget", YesNo()),
        ORDER,
    ),
    is_shared=True,
)
FIGURES = Sheet(
    "figures",
    "Kennzahlen",
    "Figures",
    Figure,
    (
        KEY,
        Column("programme", "Programm", "Programme", Reference("programmes"), required=True),
        Column("indicator", "Merkmal", "Indicator", Reference("indicators"), required=True),
        Column("year", "Jahr", "Year", YEAR),
        *QUANTITY,
        Column("kind", "Art", "Kind", Choice(FigureKind), required=True),
        Column("source", "Quelle", "Source", Reference("sources")),
        Column("when", "Stand", "As of", Moment()),
        Column("note", "Anmerkung", "Note"),
    ),
    is_shared=True,
    about=_("One figure as one source states it; contradictions stand side by side."),
)

SHEETS = (PROGRAMMES, CARRIERS, SOURCES, INDICATORS, FIGURES)
