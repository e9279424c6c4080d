from django.utils.translation import gettext_lazy as _

from einklang.federation.enums import (
    AffiliationKind,
    Article,
    Land,
    MembershipRole,
    OrganisationKind,
)
from einklang.federation.models import (
    Affiliation,
    LeadTerm,
    Mandate,
    Membership,
    Office,
    OfficeTerm,
    Organisation,
    OrganisationName,
    Person,
)
from einklang.intake.sheets.kinds import Choice, DayOrYear, Many, Reference, Slug, Text, Whole
from einklang.intake.sheets.sheet import Column, Sheet

ARTICLE = Choice(Article, {"plural": Article.PLURAL, "ohne": Article.NONE, "-": Article.NONE})
LAND = Choice(Land, {land.value.removeprefix("DE-"): land.value for land in Land})
KEY_HELP = _("A short word of letters, digits and hyphens that never changes.")
KEY = Column("key", "Schlüssel", "Key", Slug(), required=True, about=KEY_HELP)
ORDER = Column("order", "Reihenfolge", "Order", Whole())
CASES = (
    Column("genitive", "Genitiv", "Genitive", Text(), about=_("With its article: des Bundes.")),
    Column("dative", "Dativ", "Dative", Text(), about=_("With its article: dem Bund.")),
    Column("accusative", "Akkusativ", "Accusative", Text(), about=_("With its article.")),
)
ARTICLE_COLUMN = Column(
    "article", "Artikel", "Article", ARTICLE, about=_("der, die, das or die (Plural).")
)
TERM = (
    Column("since", "Seit", "Since", DayOrYear()),
    Column("until", "Bis", "Until", DayOrYear(is_end=True)),
)
NAME_EN = Column("name_en", "Name englisch", "English name", also=("Englisch", "English"))
ORGANISATION = Reference("organisations")
PERSON = Column("person", "Person", "Person", Reference("people"), required=True)
OF_ORGANISATION = Column(
    "organisation", "Organisation", "Organisation", ORGANISATION, required=True
)

COMMITTEE = Sheet(
    "committee",
    "Gremium",
    "Committee",
    Organisation,
    (
        KEY,
        Column("kind", "Art", "Kind", Choice(OrganisationKind)),
        Column("name", "Name", "Name", required=True),
        Column("short_name", "Kurzname", "Short name"),
        Column("federation", "Föderation", "Federation", ORGANISATION),
        ARTICLE_COLUMN,
        *CASES,
        NAME_EN,
        Column("url", "Website", "Website", also=("url",)),
    ),
    is_shared=True,
    about=_("Exactly one row: the committee whose year this is."),
)
ORGANISATIONS = Sheet(
    "organisations",
    "Organisationen",
    "Organisations",
    Organisation,
    (
        KEY,
        Column("kind", "Art", "Kind", Choice(OrganisationKind), required=True),
        Column("name", "Name", "Name", required=True),
        Column("short_name", "Kurzname", "Short name"),
        NAME_EN,
        ARTICLE_COLUMN,
        *CASES,
        Column("land", "Land", "Land", LAND),
        Column("seat", "Sitz", "Seat"),
        Column("url", "Website", "Website"),
        Column("note", "Notiz", "Note"),
    ),
    is_shared=True,
    about=_("Everybody you deal with: associations, ministries, parliaments, partners."),
)
NAMES = Sheet(
    "names",
    "Frühere Namen",
    "Former names",
    OrganisationName,
    (
        OF_ORGANISATION,
        Column("name", "Name", "Name", required=True),
        Column("short_name", "Kurzname", "Short name"),
        Column("valid_from", "Gültig ab", "Valid from", DayOrYear()),
        Column("valid_until", "Gültig bis", "Valid until", DayOrYear(is_end=True)),
    ),
    match=("organisation", "name", "valid_from"),
    is_shared=True,
)
AFFILIATIONS = Sheet(
    "affiliations",
    "Zugehörigkeiten",
    "Affiliations",
    Affiliation,
    (
        OF_ORGANISATION,
        Column("parent", "Gehört zu", "Belongs to", ORGANISATION, required=True),
        Column("kind", "Art", "Kind", Choice(AffiliationKind), required=True),
        *TERM,
        ORDER,
    ),
    match=("organisation", "parent", "kind", "since"),
    is_shared=True,
)
LEADS = Sheet(
    "leads",
    "Federführung",
    "Leads",
    LeadTerm,
    (
        Column("federation", "Föderation", "Federation", ORGANISATION, required=True),
        Column("association", "Verband", "Association", ORGANISATION, required=True),
        *TERM,
    ),
    match=("federation", "since"),
    is_shared=True,
)
PEOPLE = Sheet(
    "people",
    "Personen",
    "People",
    Person,
    (
        KEY,
        Column("title", "Titel", "Title"),
        Column("given_name", "Vorname", "Given name"),
        Column("family_name", "Nachname", "Family name", required=True),
    ),
    is_shared=True,
)
MEMBERSHIPS = Sheet(
    "memberships",
    "Mitgliedschaften",
    "Memberships",
    Membership,
    (
        PERSON,
        OF_ORGANISATION,
        Column("role", "Rolle", "Role", Choice(MembershipRole), required=True),
        Column("function", "Funktion", "Function"),
        Column("function_en", "Funktion englisch", "English function"),
        Column("on_behalf_of", "Entsandt von", "Delegated by", ORGANISATION),
        *TERM,
    ),
    match=("person", "organisation", "role", "since"),
    is_shared=True,
)
MANDATES = Sheet(
    "mandates",
    "Mandate",
    "Mandates",
    Mandate,
    (
        PERSON,
        Column("parliament", "Parlament", "Parliament", ORGANISATION, required=True),
        Column("group", "Fraktion", "Group", ORGANISATION),
        Column("label", "Kürzel", "Abbreviation", about=_("Left empty: MdB.")),
        Column("label_en", "Kürzel englisch", "English abbreviation"),
        Column("constituency", "Wahlkreis", "Constituency"),
        Column("committees", "Ausschüsse", "Committees", Many(ORGANISATION)),
        *TERM,
    ),
    match=("person", "parliament", "since"),
    is_shared=True,
)
OFFICES = Sheet(
    "offices",
    "Ämter",
    "Offices",
    Office,
    (
        KEY,
        Column("name", "Name", "Name", required=True),
        NAME_EN,
        ARTICLE_COLUMN,
        *CASES,
        Column("organisation", "Organisation", "Organisation", ORGANISATION),
    ),
    is_shared=True,
    about=_("Offices act whoever holds them."),
)
OFFICE_TERMS = Sheet(
    "office_terms",
    "Amtszeiten",
    "Office terms",
    OfficeTerm,
    (
        Column("office", "Amt", "Office", Reference("offices"), required=True),
        PERSON,
        *TERM,
    ),
    match=("office", "person", "since"),
    is_shared=True,
)

SHEETS = (
    COMMITTEE,
    ORGANISATIONS,
    NAMES,
    AFFILIATIONS,
    LEADS,
    PEOPLE,
    MEMBERSHIPS,
    MANDATES,
    OFFICES,
    OFFICE_TERMS,
)
