from django.utils.translation import gettext_lazy as _

from einklang.chronicle.enums import (
    LinkKind,
    OccasionKind,
    OutcomeKind,
    ParticipationRole,
    Phase,
    Visibility,
)
from einklang.chronicle.models import (
    Activity,
    ActivityGroup,
    ActivityKind,
    ActivityLink,
    Claim,
    Demand,
    FollowUp,
    LifeCycle,
    Occasion,
    Outcome,
    Participation,
    SentencePattern,
    Series,
)
from einklang.intake.sheets.federation import ARTICLE_COLUMN, KEY, KEY_HELP, ORDER, ORGANISATION
from einklang.intake.sheets.kinds import (
    YEAR,
    Actor,
    Choice,
    Day,
    Many,
    Moment,
    Pattern,
    Reference,
    Slug,
    Whole,
    YesNo,
    YesOrMany,
)
from einklang.intake.sheets.programmes import QUANTITY
from einklang.intake.sheets.sheet import Column, Sheet

PHASE = Choice(
    Phase,
    {
        "geplant": Phase.PLANNED,
        "in Arbeit": Phase.WORKED_ON,
        "vorbereitet": Phase.PREPARED,
        "erledigt": Phase.DONE,
        "laufend": Phase.ONGOING,
        "entfallen": Phase.DROPPED,
    },
)
VISIBILITY = Choice(
    Visibility,
    {
        "Gremium": Visibility.COMMITTEE,
        "Föderation": Visibility.FEDERATION,
        "öffentlich": Visibility.PUBLIC,
    },
)
SHORTCUTS = {
    "authors": ParticipationRole.AUTHOR,
    "addressees": ParticipationRole.ADDRESSEE,
    "patrons": ParticipationRole.PATRON,
    "co_organisers": ParticipationRole.CO_ORGANISER,
    "partners": ParticipationRole.PARTNER,
    "guests": ParticipationRole.GUEST,
}
"""Columns of the activities that stand for participants in one role."""

LABELS = (
    Column("label", "Bezeichnung", "Label", required=True),
    Column("label_en", "Bezeichnung englisch", "English label"),
)
ACTIVITY = Column(
    "activity", "Aktivität", "Activity", Reference("activities"), required=True,
    about=_("Its key or its exact title."),
)  # fmt: skip
TEXTS = (
    Column("text", "Text", "Text", required=True, also=("Deutsch",)),
    Column("text_en", "Text englisch", "English text", also=("Englisch", "English")),
)

GROUPS = Sheet("groups", "Gruppen", "Groups", ActivityGroup, (KEY, *LABELS, ORDER))
LIFE_CYCLES = Sheet(
    "life_cycles",
    "Lebensläufe",
    "Life cycles",
    LifeCycle,
    (
        Column("life_cycle", "Lebenslauf", "Life cycle", Slug(), required=True, about=KEY_HELP),
        Column("label", "Bezeichnung", "Label"),
        Column("label_en", "Bezeichnung englisch", "English label"),
        Column("state", "Zustand Schlüssel", "State key", Slug(), required=True),
        Column("state_label", "Zustand", "State label", required=True),
        Column("state_label_en", "Zustand englisch", "English state label"),
        Column("phase", "Phase", "Phase", PHASE, required=True),
    ),
    match=("life_cycle", "state"),
    about=_("One row per state, in their order."),
)
KINDS = Sheet(
    "kinds",
    "Arten",
    "Kinds",
    ActivityKind,
    (
        KEY,
        Column("label", "Bezeichnung", "Label", required=True),
        Column("label_plural", "Mehrzahl", "Plural"),
        Column("label_en", "Bezeichnung englisch", "English label"),
        Column("label_plural_en", "Mehrzahl englisch", "English plural"),
        ARTICLE_COLUMN,
        Column("nominative", "Nominativ", "Nominative", about=_("With its article.")),
        Column("genitive", "Genitiv", "Genitive", about=_("With its article.")),
        Column("dative", "Dativ", "Dative", about=_("With its article.")),
        Column("icon", "Symbol", "Icon"),
        Column("group", "Gruppe", "Group", Reference("groups")),
        Column("life_cycle", "Lebenslauf", "Life cycle", Reference("life_cycles"), required=True),
        Column("is_publication", "Veröffentlichung", "Publication", YesNo()),
        Column("expects", "Erwartet", "Expects", about=_("Separated by commas: day, author.")),
        ORDER,
    ),
)
PATTERNS = Sheet(
    "patterns",
    "Sätze",
    "Sentences",
    SentencePattern,
    (
        Column("kind", "Art", "Kind", Reference("kinds"), about=_("Left empty: every kind.")),
        Column("phase", "Phase", "Phase", PHASE, about=_("Left empty: every phase.")),
        Column("is_group", "Mehrere", "Several", YesNo()),
        Column("text", "Deutsch", "German", Pattern(), required=True),
        Column("text_en", "Englisch", "English", Pattern(), required=True),
    ),
    match=("kind", "phase", "is_group"),
)
OCCASIONS = Sheet(
    "occasions",
    "Anlässe",
    "Occasions",
    Occasion,
    (
        KEY,
        *LABELS,
        Column("kind", "Art", "Kind", Choice(OccasionKind), required=True),
        Column("phrase", "Im Satz", "In a sentence", about=_("With its preposition.")),
        Column("phrase_en", "Im Satz englisch", "In an English sentence"),
        Column("organisation", "Organisation", "Organisation", ORGANISATION),
        Column("when", "Wann", "When", Moment()),
    ),
    is_shared=True,
)
SERIES = Sheet(
    "series",
    "Reihen",
    "Series",
    Series,
    (
        KEY,
        Column("title", "Titel", "Title", required=True),
        Column("title_en", "Titel englisch", "English title"),
    ),
    is_shared=True,
)
ACTIVITIES = Sheet(
    "activities",
    "Aktivitäten",
    "Activities",
    Activity,
    (
        Column(
            "key", "Schlüssel", "Key", Slug(),
            about=_("Left empty, it is made from kind, title and date."),
        ),
        Column("kind", "Art", "Kind", Reference("kinds"), required=True),
        Column("title", "Titel", "Title", required=True),
        Column("title_en", "Titel englisch", "English title"),
        Column("is_quoted", "Amtlicher Titel", "Official title", YesNo()),
        Column("subject", "Im Satz", "In a sentence"),
        Column("subject_en", "Im Satz englisch", "In an English sentence"),
        Column(
            "state", "Zustand", "State",
            about=_("A state of the kind's life cycle. Only a kind with one state needs none."),
        ),
        Column(
            "when", "Wann", "When", Moment(),
            about=_("12.9.2024; 16.–20.9.2024; September 2024; 2024; left empty: unknown."),
        ),
        Column("year", "Berichtsjahr", "Year", YEAR, about=_("Left empty: the year of the date.")),
        Column("period", "Gesamtzeitraum", "Whole period"),
        Column("place", "Ort", "Place"),
        Column("programmes", "Programme", "Programmes", Many(Reference("programmes"))),
        Column("occasions", "Anlässe", "Occasions", Many(Reference("occasions"))),
        Column("series", "Reihe", "Series", Reference("series")),
        Column("series_number", "Nummer", "Number", Whole()),
        Column("motto", "Motto", "Motto"),
        Column("hashtags", "Hashtags", "Hashtags"),
        Column("keywords", "Schlagwörter", "Keywords"),
        Column("summary", "Notiz", "Note"),
        Column("report_text", "Text für den Bericht", "Text for the report"),
        Column("report_text_en", "Text für den Bericht englisch", "English text for the report"),
        Column("url", "Veröffentlicht unter", "Published at"),
        Column("source", "Quelle", "Source"),
        Column("visibility", "Sichtbar für", "Visible to", VISIBILITY),
        Column("authors", "Verfasst von", "Written by", Many(Actor())),
        Column("addressees", "Gerichtet an", "Addressed to", Many(Actor())),
        Column("patrons", "Schirmherrschaft", "Patrons", Many(Actor())),
        Column("co_organisers", "Gemeinsam mit", "Together with", Many(Actor())),
        Column("partners", "Partner", "Partners", Many(Actor())),
        Column("guests", "Gäste", "Guests", Many(Actor())),
    ),
    about=_("One row per activity: what the committee did in the year."),
)  # fmt: skip
PARTICIPATIONS = Sheet(
    "participations",
    "Beteiligte",
    "Participants",
    Participation,
    (
        ACTIVITY,
        Column("role", "Rolle", "Role", Choice(ParticipationRole), required=True),
        Column(
            "actor", "Wer", "Who", Actor(), required=True,
            about=_("Key or exact name of an organisation, office or person; or “frei: a name”."),
        ),
        Column(
            "mandate", "Mandat", "Mandate", YesNo(),
            about=_("yes: the seat in parliament held on that day."),
        ),
        Column(
            "affiliations", "Mit Funktionen", "With functions", YesOrMany(ORGANISATION),
            about=_("yes: all functions held on that day; or the organisations they are for."),
        ),
        ORDER,
    ),
    match=("activity", "role", "actor"),
)  # fmt: skip
LINKS = Sheet(
    "links",
    "Verknüpfungen",
    "Links",
    ActivityLink,
    (
        Column("source", "Von", "From", Reference("activities"), required=True),
        Column("kind", "Art der Verknüpfung", "Kind of link", Choice(LinkKind), required=True),
        Column("target", "Zu", "To", Reference("activities"), required=True),
        Column("note", "Notiz", "Note"),
    ),
    match=("source", "kind", "target"),
)
DEMANDS = Sheet(
    "demands", "Forderungen", "Demands", Demand, (ACTIVITY, *TEXTS, ORDER),
    match=("activity", "text"),
)  # fmt: skip
OUTCOMES = Sheet(
    "outcomes",
    "Ergebnisse",
    "Outcomes",
    Outcome,
    (
        ACTIVITY,
        Column("kind", "Art", "Kind", Choice(OutcomeKind), required=True),
        *TEXTS,
        Column("when", "Wann", "When", Moment()),
        Column("source", "Quelle", "Source"),
    ),
    match=("activity", "text"),
)
CLAIMS = Sheet(
    "claims",
    "Zahlen",
    "Numbers",
    Claim,
    (
        ACTIVITY,
        Column("label", "Was", "What", required=True),
        Column("label_en", "Was englisch", "What in English"),
        *QUANTITY,
        Column("is_counted", "Gezählt", "Counted", YesNo()),
        Column("source", "Quelle", "Source"),
    ),
    match=("activity", "label", "value"),
)
FOLLOW_UPS = Sheet(
    "follow_ups",
    "Wiedervorlagen",
    "Follow-ups",
    FollowUp,
    (
        ACTIVITY,
        Column("text", "Text", "Text", required=True),
        Column("due_on", "Fällig am", "Due on", Day()),
        Column("responsible", "Zuständig", "Responsible", Reference("people")),
        Column("done", "Erledigt", "Done", YesNo()),
    ),
    match=("activity", "text"),
)

SHEETS = (
    GROUPS,
    LIFE_CYCLES,
    KINDS,
    PATTERNS,
    OCCASIONS,
    SERIES,
    ACTIVITIES,
    PARTICIPATIONS,
    LINKS,
    DEMANDS,
    OUTCOMES,
    CLAIMS,
    FOLLOW_UPS,
)
CATALOGUE = (GROUPS, LIFE_CYCLES, KINDS, PATTERNS)
"""Without a committee in the file these rows belong to the shared catalogue."""
