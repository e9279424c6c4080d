"""The draft of the played way, and what the associations send back, built like hard cases."""

import io

import docx as word
from tests.engines.redline.builder import Block, Remark, docx, h1, li, p, row, table

TITLE = "Beratung für Träger:innen vor Ort: Stellungnahme zum Entwurf eines Beratungsgesetzes"
MONEY = "Wir fordern zehn Millionen Euro im Jahr für die Beratung vor Ort."
LANDS = "Die Länder sollen beteiligt werden."
COSTS = "Die Beratung ist für alle kostenfrei und vertraulich."
TERM = "Die Frist von vier Wochen für eine Antwort der Behörden ist zu kurz."
WELCOME = "Die Verbände begrüßen den Entwurf.[^1] Er sichert die Beratung in der Fläche"
NOTES = {"1": "Stand des Entwurfs: März."}


def file_of(
    *,
    welcome: str = WELCOME,
    money: str = MONEY,
    costs: str = COSTS,
    places: str = "9",
    comments: dict[str, Remark] | None = None,
    by: str = "Kim Muster",
) -> bytes:
    """Write the draft with headings, a list, a table and a footnote, or a return to it."""
    body: list[Block] = [
        h1("Zusammenfassung"),
        p(welcome),
        h1("Forderungen"),
        p(money),
        li(LANDS),
        li(costs),
        h1("Stellen in den Ländern"),
        table([row("Land", "Stellen", is_header=True), ["Bayern", "12"], ["Hessen", places]]),
        h1("Verfahren"),
        p(TERM),
    ]
    return docx(*body, footnotes=NOTES, comments=comments, by=by)


def draft() -> bytes:
    return file_of()


def tracked() -> bytes:
    """Return twelve instead of ten, and a cell of the table, with recorded changes."""
    return file_of(
        money="Wir fordern [-zehn-]{+zwölf+} Millionen Euro im Jahr für die Beratung vor Ort.",
        places="[-9-]{+11+}",
        by="Ada Beispiel",
    )


def untracked() -> bytes:
    """Return twelve instead of ten and a missing full stop, typed without recording."""
    return file_of(
        welcome=f"{WELCOME}.",
        money=MONEY.replace("zehn", "zwölf"),
        by="Vera Tretung",
    )


def remarked() -> bytes:
    """Return a comment and nothing else."""
    return file_of(
        costs="Die Beratung ist <<c1|für alle|c1>> kostenfrei und vertraulich.",
        comments={"c1": Remark("Gilt das auch für Angehörige?", by="Cem Beispiel")},
        by="Cem Beispiel",
    )


def rewritten(data: bytes, old: str, new: str) -> bytes:
    """Change words in a Word file as somebody does who writes on; formatting stays.

    :raises LookupError: if no paragraph holds the words.
    """
    document = word.Document(io.BytesIO(data))
    for paragraph in document.paragraphs:
        if old in paragraph.text:
            changed = paragraph.text.replace(old, new)
            first, *others = paragraph.runs
            first.text = changed
            for other in others:
                other.text = ""
            target = io.BytesIO()
            document.save(target)
            return target.getvalue()
    raise LookupError(old)
