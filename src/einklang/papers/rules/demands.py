"""Who writes down demands and what became of them, and how a fate is told."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from einklang.chronicle.enums import OutcomeKind
from einklang.core.when import Precision, When
from einklang.federation import rules as federation_rules
from einklang.federation.rules import Visitor
from einklang.papers.enums import Fate
from einklang.papers.models import DemandStage, DemandThread, Paper

LONGEST_QUOTE = 240
"""Characters of a demand in the sentence of the annual report."""

OUTCOMES = {
    Fate.OPEN: OutcomeKind.OPEN,
    Fate.ADOPTED: OutcomeKind.ACHIEVED,
    Fate.PARTLY: OutcomeKind.PARTIAL,
    Fate.NOT_ADOPTED: OutcomeKind.NOT_ACHIEVED,
    Fate.CONTRARY: OutcomeKind.NOT_ACHIEVED,
}
"""What a fate is for the chronicle."""

DECIDED = frozenset(Fate) - {Fate.OPEN}
SETTLED = frozenset({Fate.ADOPTED})
"""Whoever has got everything has nothing left to demand."""

PATTERNS = {
    "de": {
        Fate.OPEN: "Über die Forderung {demand} war {when} noch nicht entschieden ({stage}).",
        Fate.ADOPTED: "Die Forderung {demand} wurde {when} übernommen ({stage}).",
        Fate.PARTLY: "Die Forderung {demand} wurde {when} teilweise übernommen ({stage}).",
        Fate.NOT_ADOPTED: "Die Forderung {demand} wurde {when} nicht übernommen ({stage}).",
        Fate.CONTRARY: "Zur Forderung {demand} wurde {when} das Gegenteil beschlossen ({stage}).",
    },
    "en": {
        Fate.OPEN: "The demand {demand} was still undecided {when} ({stage}).",
        Fate.ADOPTED: "The demand {demand} was adopted {when} ({stage}).",
        Fate.PARTLY: "The demand {demand} was partly adopted {when} ({stage}).",
        Fate.NOT_ADOPTED: "The demand {demand} was not adopted {when} ({stage}).",
        Fate.CONTRARY: "On the demand {demand} the contrary was decided {when} ({stage}).",
    },
}
"""Sentences of the annual report; data, so that reports need no translation files."""

QUOTES = {"de": ("„", "“"), "en": ("“", "”")}


@dataclass(frozen=True)
class Facts:
    """What a fate says, before it is a row."""

    fate: Fate
    when: When
    source: str
    quote: str = ""


def demand_refusal(user: Visitor, paper: Paper) -> str | None:
    """Let the committee's own people write demands and fates, also of a published paper."""
    return federation_rules.edit_refusal(user, paper.activity.body)


def fate_refusal(thread: DemandThread, stage: DemandStage, facts: Facts) -> str | None:
    """Say what is missing: a fate needs a step of its own way, a source and a date."""
    if stage.procedure != thread.procedure:
        return _("This step belongs to another way than the demand.")
    if not facts.source.strip():
        return _("Please say where it stands: a printed paper, a protocol, a law.")
    if facts.when.precision == Precision.UNKNOWN:
        return _("Please say when, as precisely as it is known.")
    return None


def sentence(thread: DemandThread, stage: DemandStage, facts: Facts, language: str) -> str:
    """Tell a fate in a whole sentence, in German or English."""
    german = language == "de"
    text = thread.text if german or not thread.text_en else thread.text_en
    label = stage.label if german or not stage.label_en else stage.label_en
    left, right = QUOTES[language]
    return PATTERNS[language][facts.fate].format(
        demand=f"{left}{shortened(text)}{right}",
        when=facts.when.phrase(language),
        stage=label,
    )


def shortened(text: str) -> str:
    """Quote without the full stop, and not endlessly."""
    text = " ".join(text.split()).rstrip(".")
    if len(text) <= LONGEST_QUOTE:
        return text
    return text[: LONGEST_QUOTE - 1].rsplit(" ", 1)[0] + " …"
