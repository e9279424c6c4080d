"""Consolidations to report on: a real-looking one, and a large one."""

from dataclasses import replace

from einklang.engines.redline.model.change import (
    Change,
    ChangeKind,
    Comment,
    CommentReply,
    Conflict,
    Place,
    Rule,
    Voice,
)
from einklang.engines.redline.model.consolidation import (
    Loss,
    Overview,
    Paragraph,
    ReturnKind,
    ReturnSummary,
)

LINE = 70
BODY = (
    ("Für ein Betreuungsrecht, das trägt", 1),
    (
        (
            "Die Verbände der Freien Wohlfahrtspflege begrüßen den vorliegenden Entwurf. Er "
            "stärkt die Selbstbestimmung der betreuten Menschen und sichert die Arbeit der "
            "Vereine."
        ),
        0,
    ),
    ("1 Vergütung der Betreuungsvereine", 2),
    (
        (
            "Wir fordern zehn Euro mehr je Stunde für die Betreuungsvereine, und zwar ab dem "
            "1. Januar 2027. Die Tarifsteigerungen der letzten Jahre sind nicht gedeckt."
        ),
        0,
    ),
    (
        (
            "Die Berufsbetreuervergütungsanpassungsverordnung muss deshalb dynamisiert werden. "
            "Eine jährliche Anpassung an den Tarifvertrag des öffentlichen Dienstes genügt."
        ),
        0,
    ),
    (
        (
            "Bis dahin braucht es eine Übergangsregelung. Sie soll unbürokratisch sein und ohne "
            "eigenen Antrag auskommen."
        ),
        0,
    ),
    ("Die Länder werden gebeten, die Mittel der Querschnittsarbeit zu verstetigen.", 0),
    ("2 Datenschutz", 2),
    ("Der Schutz der Sozialdaten ist zu gewährleisten.", 0),
    ("Näheres regelt eine Rechtsverordnung.", 0),
    ("3 Schluss", 2),
    ("Personalkosten je Fachkraft und Jahr", 0),
    ("64.000 Euro", 0),
    ("Wir stehen für Gespräche gern zur Verfügung.", 0),
)
CELLS = {12: (1, 1, 1), 13: (1, 1, 2)}
AWO = Voice("AWO", "Kim Muster", "2026-03-01T10:00:00Z")
CARITAS = Voice("Caritas", "Anna Beispiel", "2026-03-02T14:10:00Z")
DIAKONIE = Voice("Diakonie", "Renate Müller-Lüdenscheidt", "2026-03-03", is_tracked=False)
DRK = Voice("DRK", "Jo Probe", "2026-03-04T08:30:00Z")
FOOTER = Place("footer", (("footer", 1),), end=25)
FOOTNOTE = Place("footnote", (("footnote", 3),), end=41)


def paragraphs() -> tuple[Paragraph, ...]:
    found = []
    line = 1
    for number, (text, level) in enumerate(BODY, 1):
        starts = tuple(range(0, len(text), LINE))
        steps = tuple(zip(("table", "row", "cell"), CELLS.get(number, ()), strict=False))
        place = Place("body", steps, number, number, 0, len(text), line, line + len(starts) - 1)
        found.append(Paragraph(place, text, level, "Heading" if level else "", starts))
        line += len(starts)
    found.append(Paragraph(FOOTER, "Stellungnahme, Stand März", 0))
    found.append(Paragraph(FOOTNOTE, "Vgl. die Rechtsprechung des BGH seit 2019"))
    return tuple(found)


def at(number: int, words: str, last: int = 0, last_words: str = "") -> Place:
    """Return the place of words in a paragraph, or from there to the end of words in another."""
    found = paragraphs()
    first, end = found[number - 1], found[(last or number) - 1]
    start = first.text.index(words)
    stop = end.text.index(last_words) + len(last_words) if last else start + len(words)
    return replace(
        first.place,
        last_paragraph=last or number,
        start=start,
        end=stop,
        first_line=first.place.first_line + start // LINE,
        last_line=end.place.first_line + max(0, stop - 1) // LINE,
    )


def after(number: int, words: str) -> Place:
    place = at(number, words)
    return replace(place, start=place.end)


def changes() -> tuple[Change, ...]:
    replaced, deleted, inserted = ChangeKind.REPLACE, ChangeKind.DELETE, ChangeKind.INSERT
    text = [item[0] for item in BODY]
    across = f"{text[5]}\n{text[6][:10]}"
    return (
        Change("c1", ChangeKind.FORMAT, at(2, "Selbstbestimmung"), "Selbstbestimmung", "",
               (AWO,), ("b: off → on", "sz: 22 → 24")),
        Change("c2", inserted, after(2, "Menschen"), "", " und ihrer Angehörigen",
               (AWO, CARITAS, DIAKONIE, DRK)),
        Change("c3", replaced, at(4, "zehn"), "zehn", "zwölf", (AWO, DRK), conflicts=("k1",)),
        Change("c4", replaced, at(4, "zehn"), "zehn", "elf", (CARITAS,), conflicts=("k1",)),
        Change("c5", deleted, at(4, ", und zwar"), ", und zwar", "", (DIAKONIE,),
               is_editorial=True),
        Change("c6", deleted, at(5, "Eine jährliche Anpassung an den Tarifvertrag des "
               "öffentlichen Dienstes genügt."), "Eine jährliche Anpassung an den Tarifvertrag "
               "des öffentlichen Dienstes genügt.", "", (DIAKONIE,), conflicts=("k2",)),
        Change("c7", replaced, at(5, "genügt"), "genügt", "ist das Mindeste", (AWO, CARITAS),
               conflicts=("k2",)),
        Change("c8", deleted, at(6, text[5], 7, "Die Länder"), across, "", (DRK,)),
        Change("c9", inserted, replace(at(9, "Der"), end=0), "", "Neu ist:\nWer Daten erhebt, "
               "löscht sie auch wieder.\n", (CARITAS,)),
        Change("c10", ChangeKind.MOVE, at(10, text[9]), text[9], text[9], (AWO,),
               target=replace(at(14, text[13]), start=len(text[13]))),
        Change("c11", ChangeKind.TABLE, at(13, "64.000 Euro"), "", "Sachkosten\t9.000 Euro\n",
               (CARITAS, DIAKONIE)),
        Change("c12", replaced, replace(FOOTER, start=21, end=25), "März", "April", (AWO,)),
        Change("c13", inserted, replace(FOOTNOTE, start=41, end=41), "", ", zuletzt 2025",
               (DRK,)),
        Change("c14", inserted, Place("textbox", (("textbox", 1),)), "", "Kernforderung: 12 Euro",
               (DIAKONIE,)),
    )  # fmt: skip


def conflicts() -> tuple[Conflict, ...]:
    tariff = changes()[5]
    return (
        Conflict("k1", Rule.OVERLAP, at(4, "zehn"), "zehn", ("c3", "c4")),
        Conflict("k2", Rule.EDIT_IN_DELETED, tariff.place, tariff.deleted, ("c6", "c7")),
    )


def comments() -> tuple[Comment, ...]:
    return (
        Comment("m1", at(4, "1. Januar 2027"), "1. Januar 2027", CARITAS,
                "Ist das mit dem Haushalt vereinbar?\nBitte prüfen.",
                (CommentReply(AWO, "Ja, der Nachtrag sieht es vor. 👍"),
                 CommentReply(DRK, "Dann bin ich einverstanden."))),
        Comment("m2", at(9, "Sozialdaten"), "Sozialdaten", DIAKONIE,
                "Hier fehlt der Verweis auf § 35 SGB I.", is_resolved=True),
        Comment("m3", replace(at(14, "Wir"), end=0), "", Voice("", "Geschäftsstelle"),
                "Kontakt ergänzen",
                is_of_draft=True),
    )  # fmt: skip


def overview() -> Overview:
    """Return a consolidation with a case of everything."""
    return Overview(
        title="Stellungnahme Betreuungsrecht.docx",
        fingerprint="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        numbering=1,
        returns=(
            ReturnSummary("AWO", "awo.docx", ReturnKind.TRACKED, ("Kim Muster",), 6, 1),
            ReturnSummary("Caritas", "caritas_Rückmeldung_final_2.docx", ReturnKind.MIXED,
                          ("Anna Beispiel", "Tom Test"), 5, 1, "entwurf_v1.docx"),
            ReturnSummary("Diakonie", "diakonie.docx", ReturnKind.UNTRACKED, (), 5, 1),
            ReturnSummary("DRK", "drk.docx", ReturnKind.TRACKED, ("Jo Probe",), 4, 1),
            ReturnSummary("Parität", "paritaet.docx", ReturnKind.NIL),
            ReturnSummary("ZWST", "zwst.docx", ReturnKind.COMMENTS, (), 0, 1),
        ),
        paragraphs=paragraphs(),
        changes=changes(),
        conflicts=conflicts(),
        comments=comments(),
        losses=(
            Loss("DRK", "section", at(7, "Die Länder"), "kept-as-in-draft", "Querformat"),
            Loss("", "something-new", FOOTNOTE, "left-out"),
        ),
        authors=(("AWO", 6), ("Caritas", 5)),
    )  # fmt: skip


def large_overview(pages: int = 1346, edits: int = 600) -> Overview:
    """Return as many paragraphs and changes as the largest documents have."""
    base = overview()
    sentence = "Die Träger der Eingliederungshilfe wirken auf eine Versorgung hin, die reicht. "
    text = sentence * 5
    found = tuple(
        Paragraph(Place("body", (), n, n, 0, len(text), 6 * n - 5, 6 * n), text, int(n % 12 == 1))
        for n in range(1, pages + 1)
    )
    voices = (AWO, CARITAS, DIAKONIE, DRK)
    made = []
    for number in range(1, edits + 1):
        paragraph = 1 + (number * 7) % pages
        start = 20 * (number % 15)
        place = replace(
            found[paragraph - 1].place, start=start, end=start + 10, last_line=6 * paragraph - 4
        )
        who = voices[number % 4 : number % 4 + 1 + number % 3]
        made.append(
            Change(f"c{number}", ChangeKind.REPLACE, place, text[start : start + 10],
                   "ganz neue Worte", who)
        )  # fmt: skip
    return replace(
        base, paragraphs=found, changes=tuple(made), conflicts=(), comments=(), losses=()
    )


ODD = (
    "<script>alert('1')</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></td></table><!--",
    "&amp; {old} {0} %s",
    "אבג \u202edrow",
    "👩‍👩‍👧 e\u0301",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2,
    "a\x00b\x1b[31mc\x0bd\x85e",
)


def odd_overview(odd: str) -> Overview:
    """Return a consolidation in which every free text is the same odd one."""
    place = Place("body", (), 1, 1, 0, len(odd), 1, 1)
    note = Place(odd, ((odd, 1),), end=len(odd))
    voice = Voice(odd, odd, odd)
    return Overview(
        title=odd,
        fingerprint=odd,
        numbering=1,
        returns=(ReturnSummary(odd, odd, ReturnKind.MIXED, (odd,), 1, 1, odd),),
        paragraphs=(Paragraph(place, odd, 1, odd, (0,)), Paragraph(note, odd)),
        changes=(
            Change("c1", ChangeKind.REPLACE, place, odd, odd, (voice,), conflicts=("k1",)),
            Change("c2", ChangeKind.FORMAT, place, odd, "", (voice,), (f"{odd}: {odd} → {odd}",)),
            Change("c3", ChangeKind.MOVE, note, odd, odd + odd, (voice, AWO), target=place),
        ),
        conflicts=(Conflict("k1", Rule.OVERLAP, place, odd, ("c1", "c3", odd)),),
        comments=(Comment("m1", note, odd, voice, odd, (CommentReply(voice, odd),)),),
        losses=(Loss(odd, odd, note, odd, odd),),
        authors=((odd, 2),),
    )
