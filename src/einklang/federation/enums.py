from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    FEDERATION = "federation", _("federation")
    ASSOCIATION = "association", _("member association")
    BRANCH = "branch", _("branch")
    STATE_LEAGUE = "state_league", _("state league")
    CARRIER = "carrier", _("carrier")
    COMMITTEE = "committee", _("committee")
    COMMISSION = "commission", _("commission")
    WORKING_GROUP = "working_group", _("working group")
    PROJECT_GROUP = "project_group", _("project group")
    ORGAN = "organ", _("organ (presidium, general assembly)")
    SECRETARIAT = "secretariat", _("secretariat")
    MINISTRY = "ministry", _("ministry")
    AUTHORITY = "authority", _("authority")
    COURT_OF_AUDIT = "court_of_audit", _("court of audit")
    GOVERNMENT = "government", _("government")
    PARLIAMENT = "parliament", _("parliament")
    PARLIAMENTARY_GROUP = "parliamentary_group", _("parliamentary group")
    PARLIAMENTARY_COMMITTEE = "parliamentary_committee", _("parliamentary committee")
    CONFERENCE = "conference", _("conference of ministers or premiers")
    RESEARCH = "research", _("research institute")
    NETWORK = "network", _("network")
    PUBLIC = "public", _("group of addressees")
    OTHER = "other", _("other organisation")


BODY_KINDS = frozenset(
    {
        OrganisationKind.COMMITTEE,
        OrganisationKind.COMMISSION,
        OrganisationKind.WORKING_GROUP,
        OrganisationKind.PROJECT_GROUP,
        OrganisationKind.ORGAN,
    }
)


class AffiliationKind(models.TextChoices):
    MEMBER = "member", _("is a member of")
    BRANCH = "branch", _("is a branch of")
    PART = "part", _("is part of")
    CARRIER = "carrier", _("is a carrier of")


class MembershipRole(models.TextChoices):
    CHAIR = "chair", _("chair")
    DEPUTY_CHAIR = "deputy_chair", _("deputy chair")
    DELEGATE = "delegate", _("delegate")
    DEPUTY = "deputy", _("deputy delegate")
    SECRETARY = "secretary", _("secretariat")
    GUEST = "guest", _("permanent guest")
    HEAD = "head", _("head")
    STAFF = "staff", _("staff")


class Role(models.TextChoices):
    SECRETARIAT = "secretariat", _("Secretariat")
    CHAIR = "chair", _("Chair")
    MEMBER = "member", _("Member")
    ASSOCIATION_STAFF = "association_staff", _("Association staff")
    CARRIER_CONTACT = "carrier_contact", _("Carrier contact")
    GUEST = "guest", _("Guest")


class Article(models.TextChoices):
    """The German article, by which names are put into their cases."""

    MASCULINE = "der", "der"
    FEMININE = "die", "die"
    NEUTER = "das", "das"
    PLURAL = "die_plural", "die (Plural)"
    NONE = "none", _("none")


class Land(models.TextChoices):
    """The Länder by ISO 3166-2:DE."""

    BW = "DE-BW", "Baden-Württemberg"
    BY = "DE-BY", "Bayern"
    BE = "DE-BE", "Berlin"
    BB = "DE-BB", "Brandenburg"
    HB = "DE-HB", "Bremen"
    HH = "DE-HH", "Hamburg"
    HE = "DE-HE", "Hessen"
    MV = "DE-MV", "Mecklenburg-Vorpommern"
    NI = "DE-NI", "Niedersachsen"
    NW = "DE-NW", "Nordrhein-Westfalen"
    RP = "DE-RP", "Rheinland-Pfalz"
    SL = "DE-SL", "Saarland"
    SN = "DE-SN", "Sachsen"
    ST = "DE-ST", "Sachsen-Anhalt"
    SH = "DE-SH", "Schleswig-Holstein"
    TH = "DE-TH", "Thüringen"
