from django.utils.translation import gettext_lazy as _

from einklang.intake.sheets.federation import KEY, ORDER
from einklang.intake.sheets.kinds import YEAR, Choice, Many, Reference, YesNo
from einklang.intake.sheets.sheet import Column, Sheet
from einklang.reports.models import Report, ReportSection, SectionContent

TITLES = (
    Column("title", "Überschrift", "Heading", required=True, also=("Titel", "Title")),
    Column("title_en", "Überschrift englisch", "English heading", also=("Titel englisch",)),
)

REPORT = Sheet(
    "report",
    "Bericht",
    "Report",
    Report,
    (
        Column("year", "Jahr", "Year", YEAR, required=True),
        Column("title", "Titel", "Title"),
        Column("title_en", "Titel englisch", "English title"),
        Column("foreword", "Vorwort", "Foreword"),
        Column("foreword_en", "Vorwort englisch", "English foreword"),
        Column("closing", "Schlusswort", "Closing words"),
        Column("closing_en", "Schlusswort englisch", "English closing words"),
    ),
    match=("year",),
)
SECTIONS = Sheet(
    "sections",
    "Gliederung",
    "Outline",
    ReportSection,
    (
        KEY,
        *TITLES,
        Column("content", "Inhalt", "Content", Choice(SectionContent)),
        Column("kinds", "Arten", "Kinds", Many(Reference("kinds"))),
        Column("groups", "Gruppen", "Groups", Many(Reference("groups"))),
        Column("intro", "Einleitung", "Introduction"),
        Column("intro_en", "Einleitung englisch", "English introduction"),
        Column("takes_rest", "Rest", "Rest", YesNo()),
        ORDER,
    ),
    about=_("The outline of the annual report, in its order."),
)

SHEETS = (REPORT, SECTIONS)
