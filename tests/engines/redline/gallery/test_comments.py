"""Comments come along with their replies, anchors and state, and are never text changes."""

from tests.engines.redline import oracle
from tests.engines.redline.builder import Remark, docx, p, table
from tests.engines.redline.laws import consolidated

DRAFT = docx(p("Wir fordern zehn Euro im Land."), p("Das gilt überall."))
QUOTED = p("Wir fordern <<c1|zehn Euro|c1>> im Land.")
END = p("Das gilt überall.")


def test_comment_with_reply_and_resolved() -> None:
    remark = Remark(
        "Zu wenig!", by="Kim Muster", replies=[Remark("Finde ich auch.", by="Lea")], is_done=True
    )
    awo = docx(QUOTED, END, comments={"c1": remark})

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == []
    assert result.comments == ["AWO on “zehn Euro”: Zu wenig! > AWO: Finde ich auch. (erledigt)"]
    written = oracle.comments(result.docx)
    assert [(each.text, each.quoted, each.parent, each.is_done) for each in written] == [
        ("Zu wenig!", "zehn Euro", None, True),
        ("Finde ich auch.", "zehn Euro", 0, True),
    ]


def test_comments_of_two_with_the_same_ids() -> None:
    awo = docx(QUOTED, END, comments={"c1": Remark("Zu wenig!", by="Kim")})
    caritas = docx(
        p("Wir fordern zehn Euro im Land."),
        p("Das <<c1|gilt|c1>> überall."),
        comments={"c1": Remark("Wirklich?", by="Lea")},
    )

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert result.comments == ["AWO on “zehn Euro”: Zu wenig!", "Caritas on “gilt”: Wirklich?"]
    assert [each.text for each in oracle.comments(result.docx)] == ["Zu wenig!", "Wirklich?"]


def test_same_words_commented_by_two() -> None:
    awo = docx(QUOTED, END, comments={"c1": Remark("Zu wenig!", by="Kim")})
    caritas = docx(QUOTED, END, comments={"c1": Remark("Zu viel!", by="Lea")})

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert result.comments == ["AWO on “zehn Euro”: Zu wenig!", "Caritas on “zehn Euro”: Zu viel!"]
    assert [each.quoted for each in oracle.comments(result.docx)] == ["zehn Euro", "zehn Euro"]


def test_comment_on_words_that_change() -> None:
    awo = docx(
        p("Wir fordern <<c1|[-zehn-]{+zwölf+} Euro|c1>> im Land."),
        END,
        comments={"c1": Remark("Besser so.", by="Kim")},
    )

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == ["[-zehn-]{+zwölf+} AWO"]
    assert len(result.comments) == 1
    [written] = oracle.comments(result.docx)
    assert (written.text, written.quoted) == ("Besser so.", "zehnzwölf Euro")


def test_comment_on_inserted_words_only() -> None:
    awo = docx(
        p("Wir fordern {+<<c1|mindestens|c1>> +}zehn Euro im Land."),
        END,
        comments={"c1": Remark("Das ist neu.", by="Kim")},
    )

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == ["{+mindestens +} AWO"]
    assert [each.text for each in result.overview.comments] == ["Das ist neu."]
    assert [each.text for each in oracle.comments(result.docx)] == ["Das ist neu."]


def test_comment_over_two_paragraphs() -> None:
    awo = docx(
        p("Wir fordern <<c1|zehn Euro im Land."),
        p("Das gilt|c1>> überall."),
        comments={"c1": Remark("Beides prüfen.", by="Kim")},
    )

    result = consolidated(DRAFT, AWO=awo)

    assert len(result.comments) == 1
    assert [each.quoted for each in oracle.comments(result.docx)] == ["zehn Euro im Land.Das gilt"]


def test_comment_in_an_inserted_paragraph() -> None:
    awo = docx(
        p("Wir fordern zehn Euro im Land."),
        p("{+Ganz <<c1|neuer|c1>> Absatz.¶+}"),
        END,
        comments={"c1": Remark("Warum?", by="Kim")},
    )

    result = consolidated(DRAFT, AWO=awo)

    assert [each.text for each in oracle.comments(result.docx)] == ["Warum?"]
    assert result.accepted.splitlines()[1] == "Ganz neuer Absatz."


def test_comment_in_a_cell() -> None:
    draft = docx(END, table([["Land", "zwölf"]]), p("Ende."))
    awo = docx(
        END,
        table([["Land", "<<c1|zwölf|c1>>"]]),
        p("Ende."),
        comments={"c1": Remark("Stimmt nicht.", by="Kim")},
    )

    result = consolidated(draft, AWO=awo)

    assert result.comments == ["AWO on “zwölf”: Stimmt nicht."]


def test_comment_of_the_draft_stays_and_new_replies_come() -> None:
    draft = docx(QUOTED, END, comments={"c1": Remark("Bitte prüfen.", by="Redaktion")})
    answer = Remark("Bitte prüfen.", by="Redaktion", replies=[Remark("Geprüft.", by="Kim")])
    awo = docx(QUOTED, END, comments={"c1": answer})

    result = consolidated(draft, AWO=awo)

    assert result.comments == ["Entwurf on “zehn Euro”: Bitte prüfen. > AWO: Geprüft."]
    assert [each.text for each in oracle.comments(result.docx)] == ["Bitte prüfen.", "Geprüft."]
    assert result.overview.comments[0].is_of_draft


def test_comment_of_the_draft_is_not_doubled_by_returns() -> None:
    draft = docx(QUOTED, END, comments={"c1": Remark("Bitte prüfen.", by="Redaktion")})

    result = consolidated(draft, AWO=draft, Caritas=draft)

    assert [each.text for each in oracle.comments(result.docx)] == ["Bitte prüfen."]
    assert result.kinds == ["nil", "nil"]


def test_comment_of_several_paragraphs_keeps_them() -> None:
    awo = docx(QUOTED, END, comments={"c1": Remark("Erstens.\nZweitens.", by="Kim")})

    result = consolidated(DRAFT, AWO=awo)

    assert [each.text for each in oracle.comments(result.docx)] == ["Erstens.\nZweitens."]
    assert result.overview.comments[0].text == "Erstens.\nZweitens."


def test_comment_on_a_deleted_paragraph() -> None:
    awo = docx(
        p("[-<<c1|Wir fordern zehn Euro im Land.|c1>>¶-]"),
        END,
        comments={"c1": Remark("Kann weg.", by="Kim")},
    )

    result = consolidated(DRAFT, AWO=awo)

    assert result.accepted == "Das gilt überall."
    assert [each.text for each in oracle.comments(result.docx)] == ["Kann weg."]
