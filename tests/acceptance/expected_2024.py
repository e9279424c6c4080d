"""What the public annual report of 2024 states, item by item; an empty date is not stated."""

from dataclasses import dataclass

COMMITTEE = "fa-migration"
FEDERATION = "bagfw"
ALL = frozenset({"mbe", "avb", "jmd", "bfp", "psz"})
FEDERAL = frozenset({"mbe", "avb", "jmd", "bfp"})
YEAR = "2024"
PR = frozenset({"gemeinsame-oeffentlichkeitsarbeit"})
BRUECKER = (
    "herbert-bruecker|Direktor der Abteilung Ökonomische Migrations- & Integrationsforschung, "
    "Berliner Institut für empirische Integrations- und Migrationsforschung (BIM); "
    "Leiter des Forschungsbereichs Migration, Integration & internationale "
    "Arbeitsmarktforschung, Institut für Arbeitsmarkt- und Berufsforschung (IAB)"
)
BUDGET = frozenset({"haushaltsverhandlungen"})
DEVELOPMENT = frozenset({"weiterentwicklung-bundesprogramme"})


@dataclass(frozen=True)
class Fact:
    kind: str
    state: str
    phase: str
    title: str
    actors: frozenset[tuple[str, str]]
    """Pairs of role and key; a person carries the standing of that day after a bar."""
    when: str = YEAR
    programmes: frozenset[str] = frozenset()
    occasions: frozenset[str] = frozenset()
    links: frozenset[tuple[str, str]] = frozenset()


def by(*authors: str, **others: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    """Name the authors, and others by their role."""
    rows = {("author", key) for key in authors}
    return frozenset(rows | {(role, key) for role, keys in others.items() for key in keys})


def letter(conference: str, occasion: str) -> Fact:
    return Fact(
        "joint_letter", "in_preparation", "worked_on", f"Gemeinsames Schreiben {conference}",
        by(COMMITTEE, addressee=("entscheidungstraeger",)), occasions=frozenset({occasion}),
    )  # fmt: skip


def fact_sheet(programme: str, name: str) -> Fact:
    return Fact(
        "fact_sheet", "completed", "done", f"Fact Sheet {name}", by(FEDERATION),
        programmes=frozenset({programme}), occasions=PR,
        links=frozenset({("evidence_for", "a38")}),
    )  # fmt: skip


def part_of(key: str) -> frozenset[tuple[str, str]]:
    return frozenset({("part_of", key)})


FACTS = {
    "a01": Fact(
        "annual_report", "published", "done",
        "Jahresbericht 2024 des Fachausschusses Migration und Integration", by(COMMITTEE),
        programmes=ALL, occasions=frozenset({"jahresende-2024"}),
    ),
    "a02": Fact(
        "coordination", "ongoing", "ongoing",
        "Koordinierung der Entwicklung und Umsetzung programmspezifischer und "
        "programmübergreifender Initiativen", by(COMMITTEE), programmes=ALL,
    ),
    "a03": Fact(
        "work_strand", "ongoing", "ongoing", "Stellungnahmen und Fachpapiere", by(COMMITTEE)
    ),
    "a04": Fact(
        "statement", "completed", "done",
        "Stellungnahme zum Bericht des Bundesrechnungshofes zum Programm "
        "„Migrationsberatung für erwachsene Zugewanderte (MBE)“",
        by(COMMITTEE, source=("brh",)), programmes=frozenset({"mbe"}),
        occasions=frozenset({"brh-bericht-mbe"}), links=part_of("a03"),
    ),
    "a05": letter("zur Ministerpräsidentenkonferenz", "mpk-2024"),
    "a06": letter("zur Innenministerkonferenz", "imk-2024"),
    "a07": letter("zur Halbzeitbilanz der Koalition", "halbzeitbilanz-koalition"),
    "a08": fact_sheet("bfp", "Bundesflüchtlingsprogramm"),
    "a09": fact_sheet("avb", "Asylverfahrensberatung"),
    "a10": fact_sheet("mbe", "Migrationsberatung für erwachsene Zugewanderte"),
    "a11": Fact(
        "pr_inclusion", "done", "done",
        "Stärkere Einbindung der Jugendmigrationsdienste (JMD) in die gemeinsame "
        "Öffentlichkeitsarbeit", by(FEDERATION), programmes=frozenset({"jmd"}), occasions=PR,
        links=frozenset({("evidence_for", "a38")}),
    ),
    "a12": Fact(
        "high_level_talk", "held", "done",
        "Hochrangige Gespräche zur inhaltlichen Weiterentwicklung der Bundesprogramme",
        by(COMMITTEE), programmes=FEDERAL, occasions=DEVELOPMENT,
    ),
    "a13": Fact(
        "high_level_talk", "held", "done", "Hochrangige Gespräche zu den Haushaltsverhandlungen",
        by(COMMITTEE), programmes=FEDERAL, occasions=BUDGET,
    ),
    "a14": Fact(
        "expert_forum", "held", "done",
        "Fachforen zur Weiterentwicklung der Bundesprogramme und zu den Haushaltsverhandlungen",
        by(COMMITTEE), programmes=FEDERAL, occasions=DEVELOPMENT | BUDGET,
    ),
    "a15": Fact(
        "advocacy", "ongoing", "ongoing",
        "Abgestimmter Einsatz für eine nachhaltige Stärkung und langfristige Sicherung der "
        "Migrationsfachdienste", by("verbaende-fw"), programmes=ALL, occasions=BUDGET,
    ),
    "a16": Fact(
        "parliamentary_breakfast", "held", "done",
        "Parlamentarisches Frühstück zur Weiterentwicklung von MBE und AVB",
        by(patron=("guelistan-yueksel|MdB, SPD", "helge-lindh|MdB, SPD")), when="2024-09-12",
        programmes=frozenset({"mbe", "avb"}), occasions=DEVELOPMENT,
    ),
    "a17": Fact(
        "parliamentary_breakfast", "held", "done",
        "Dringender Handlungsbedarf um die Zukunft der Psychosozialen Zentren für Geflüchtete "
        "(PSZ) zu sichern",
        by(
            co_organiser=("baff",),
            patron=("filiz-polat|MdB, Bündnis 90/Die Grünen", "helge-lindh|MdB, SPD"),
        ), when="", programmes=frozenset({"psz"}), occasions=frozenset({"sicherung-psz"}),
    ),
    "a18": Fact(
        "campaign_week", "held", "done", "Aktionswoche der BAGFW-Migrationsfachdienste",
        by(FEDERATION), when="2024-09-16/2024-09-20", programmes=ALL,
        occasions=frozenset({"aktionswoche-2024"}),
    ),
    "a19": Fact(
        "hashtag", "in_use", "done", "#AnkommenUnterstützen", by(FEDERATION),
        occasions=frozenset({"aktionswoche-2024"}), links=part_of("a18"),
    ),
    "a20": Fact(
        "handout", "published", "done",
        "Familienleistungen für Unionsbürger:innen und ihre Angehörigen",
        by(FEDERATION, co_author=("eu-gs",)),
    ),
    "a21": Fact(
        "letter", "sent", "done",
        "Bedarf und Notwendigkeit psychosozialer Beratung, Begleitung sowie "
        "psychotherapeutischer Behandlung und Therapie von geflüchteten Menschen",
        by(FEDERATION), programmes=frozenset({"psz"}),
    ),
    "a22": Fact(
        "statement", "completed", "done",
        "Stellungnahme zum Entwurf der fünften Verordnung zur Änderung der "
        "Integrationskursverordnung", by(FEDERATION),
        programmes=frozenset({"integrationskurse"}), occasions=frozenset({"entwurf-5-intv"}),
        links=part_of("a03"),
    ),
    "a23": Fact(
        "interjection", "prepared", "prepared",
        "Nachhaltige Perspektiven für das Einwanderungsland Deutschland", by(COMMITTEE),
        occasions=frozenset({"debatte-migration"}),
    ),
    "a24": Fact(
        "discourse", "ongoing", "ongoing", "Zahlreiche fachliche Diskurse", by(COMMITTEE)
    ),
    "a25": Fact(
        "discourse", "ongoing", "ongoing",
        "Zuständigkeiten für Integrationsmaßnahmen zwischen Kommunen, Bund, Ländern und freien "
        "Trägern",
        by(COMMITTEE, participant=("kommunen", "bund", "laender", "freie-traeger")),
        links=part_of("a24"),
    ),
    "a26": Fact(
        "feedback_collection", "passed_on", "done", "Bundesweite Rückmeldungen der Träger",
        by(COMMITTEE, contributor=("traeger",), addressee=("politik", "bundesverwaltung")),
    ),
    "a27": Fact(
        "feedback_collection", "passed_on", "done",
        "Rückmeldungen zu den Erfahrungen mit dem Chancen-Aufenthaltsrecht",
        by(COMMITTEE, contributor=("traeger",), addressee=("politik", "bundesverwaltung")),
        links=part_of("a26"),
    ),
    "a28": Fact(
        "expert_exchange", "held", "done",
        "Fachlicher Austausch zur aktuellen gesellschaftlichen und insbesondere migrations- und "
        "integrationspolitischen Lage",
        by(
            COMMITTEE,
            guest=(BRUECKER,),
        ),
    ),
    "a29": Fact(
        "liaison", "deepened", "done",
        "Kontakt zum Arbeitsstab der Integrationsbeauftragten der Bundesregierung",
        by(COMMITTEE, partner=("arbeitsstab-integrationsbeauftragte",)),
        programmes=frozenset({"mbe"}),
    ),
    "a30": Fact(
        "regular_exchange", "ongoing", "ongoing",
        "Kontinuierlicher Austausch mit dem Arbeitsstab zur Weiterentwicklung der MBE",
        by(COMMITTEE, partner=("arbeitsstab-integrationsbeauftragte",)),
        programmes=frozenset({"mbe"}), links=frozenset({("follows_from", "a29")}),
    ),
    "a31": Fact(
        "project_group", "ongoing", "ongoing",
        "Projektgruppe zur Arbeitsmarktintegration von Geflüchteten",
        by("pg-job-turbo", partner=("ba", "sonderbeauftragter-job-turbo")),
        occasions=frozenset({"job-turbo"}),
    ),
    "a32": Fact(
        "framework_agreement", "concluded", "done",
        "Gemeinsame Rahmenvereinbarung im Rahmen der „Job-Turbo“-Initiative",
        by("pg-job-turbo", contracting_party=("ba",)), occasions=frozenset({"job-turbo"}),
        links=part_of("a31"),
    ),
    "a33": Fact(
        "evaluation", "contributed", "done", "Evaluation des Bundesprogramms MBE",
        by(COMMITTEE, contributor=(COMMITTEE,), evaluator=("dezim",)),
        programmes=frozenset({"mbe"}), occasions=frozenset({"evaluation-mbe"}),
    ),
    "a34": Fact(
        "training_series", "prepared", "prepared",
        "Gemeinsame Fortbildungsreihe der BAGFW für Fachkräfte in der Migrations- und "
        "Integrationsarbeit", by(FEDERATION),
    ),
    "a35": Fact(
        "outcome", "achieved", "done", "Verbändeübergreifende Kooperation weiter intensiviert",
        by(COMMITTEE),
    ),
    "a36": Fact(
        "position", "raised", "done",
        "Nachhaltige Stärkung und langfristige Sicherung der Migrationsfachdienste",
        by("verbaende-fw"), programmes=ALL, occasions=BUDGET, links=part_of("a15"),
    ),
    "a37": Fact(
        "position", "in_preparation", "worked_on",
        "Besonnene und evidenzbasierte Debatte über Flucht, Migration und Integration",
        by(COMMITTEE), occasions=frozenset({"debatte-migration"}), links=part_of("a23"),
    ),
    "a38": Fact(
        "message", "raised", "done",
        "Die Programme greifen ineinander und sind für die ganze Gesellschaft wichtig",
        by(FEDERATION), programmes=ALL, occasions=PR,
    ),
}  # fmt: skip
