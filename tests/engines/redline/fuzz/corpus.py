"""The documents that the fuzzer starts from: every feature once, drafts with their returns."""

from dataclasses import dataclass

from tests.engines.redline.builder import (
    OFFICE_ELSEWHERE,
    WORD,
    Remark,
    control,
    docx,
    h1,
    li,
    p,
    row,
    section,
    table,
    textbox,
)


@dataclass(frozen=True)
class Seed:
    draft: bytes
    returned: bytes


def _words() -> Seed:
    return Seed(
        docx(h1("Forderungen"), p("Wir fordern zehn Euro."), p("Das Land zahlt. Sofort.")),
        docx(
            h1("Forderungen"),
            p("Wir fordern [-zehn-]{+zwölf+} Euro{+ im Monat+Lea+}."),
            p("{+Ein neuer Absatz.¶+}"),
            p("[-Das Land zahlt. -]Sofort."),
            hand=WORD,
        ),
    )


def _untracked() -> Seed:
    paragraphs = ("Erster Absatz über Geld.", "Zweiter Absatz über Zeit.", "Dritter über Orte.")
    return Seed(
        docx(h1("Lage"), *(p(text) for text in paragraphs), li("eins"), li("zwei")),
        docx(
            h1("Die Lage"),
            p("Erster Absatz"),
            p("über Geld und Recht."),
            p("Dritter über **Orte**."),
            li("zwei"),
            li("drei", numbered=True),
            hand=OFFICE_ELSEWHERE,
        ),
    )


def _table() -> Seed:
    rows = [["Land", "Stellen"], ["Bayern", "12"], ["Hessen", "7"]]
    changed = [
        row("Land", "Stellen", is_header=True),
        row("Bayern", "[-12-]{+14+}"),
        row("{+Berlin+}", "{+3+}", change="ins Kim"),
        row("[-Hessen-]", "[-7-]", change="del Lea"),
    ]
    return Seed(
        docx(p("Stellen:"), table(rows), p("Ende.")),
        docx(p("Stellen:"), table(changed), p("Ende{+ gut+}."), hand=WORD),
    )


def _notes() -> Seed:
    return Seed(
        docx(
            p("Wir fordern Geld.[^1] Und Zeit.[^e]"),
            header="Entwurf",
            footer="Seite {=PAGE|1=}",
            footnotes={"1": "Stand März."},
            endnotes={"e": "Siehe Anhang."},
        ),
        docx(
            p("Wir fordern <<c1|viel Geld|c1>>.[^1] Und{+ mehr+} Zeit.[^e]"),
            header="[-Entwurf-]{+Endfassung+}",
            footer="Seite {=PAGE|1=}",
            footnotes={"1": "Stand {+Ende +}März."},
            endnotes={"e": "Siehe Anhang."},
            comments={"c1": Remark("Zu viel?", replies=[Remark("Nein.", by="Lea")], is_done=True)},
            is_tracking=True,
        ),
    )


def _objects() -> Seed:
    return Seed(
        docx(
            p("Ein [Verweis](https://example.org/) und <#ort|ein Ort|ort#>. ![Logo]"),
            p("Im Kasten: ", textbox(p("Kasten eins"))),
            control(p("Im {:Feld:feld}")),
            p("Vor dem Umbruch.", section=section(is_landscape=True)),
            p("Danach."),
        ),
        docx(
            p("Ein [Verweis](https://example.org/) und <#ort|ein{+ schöner+} Ort|ort#>. ![Logo]"),
            p("Im Kasten: ", textbox(p("Kasten [-eins-]{+zwei+}"))),
            control(p("Im {:Feld:feld}{+ und daneben+}")),
            p("Vor dem Umbruch.", section=section(is_landscape=False)),
            p("Danach."),
        ),
    )


def _moves() -> Seed:
    return Seed(
        docx(p("Erstens. "), p("Zweitens wird bewegt."), p("Drittens.")),
        docx(
            p("{>Zweitens wird bewegt.>m1}{+¶+}"),
            p("Erstens. "),
            p("[>Zweitens wird bewegt.>m1][-¶-]"),
            p("{*Drittens*Kim}."),
        ),
    )


SEEDS: tuple[Seed, ...] = (*(_words(), _untracked(), _table(), _notes(), _objects(), _moves()),)
