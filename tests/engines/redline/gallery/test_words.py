"""Words replaced, inserted and deleted inside a paragraph, by one and by several."""

from tests.engines.redline.builder import docx, p
from tests.engines.redline.laws import consolidated

DRAFT = docx(p("Wir fordern zehn Euro für die Beratung im Land."))


def test_insertion_at_the_start_of_a_paragraph() -> None:
    awo = docx(p("{+Heute: +}Wir fordern zehn Euro für die Beratung im Land."))

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == ["{+Heute: +} AWO"]
    assert result.accepted == "Heute: Wir fordern zehn Euro für die Beratung im Land."


def test_insertion_at_the_end_of_a_paragraph() -> None:
    awo = docx(p("Wir fordern zehn Euro für die Beratung im Land.{+ Sofort!+}"))

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == ["{+ Sofort!+} AWO"]
    assert result.accepted == "Wir fordern zehn Euro für die Beratung im Land. Sofort!"


def test_deletion_of_words() -> None:
    awo = docx(p("Wir fordern zehn Euro[- für die Beratung-] im Land."))

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == ["[- für die Beratung-] AWO"]
    assert result.accepted == "Wir fordern zehn Euro im Land."


def test_same_edit_by_several_is_one_change_with_all_supporters() -> None:
    edit = docx(p("Wir fordern [-zehn-]{+zwölf+} Euro für die Beratung im Land."))

    result = consolidated(DRAFT, Diakonie=edit, AWO=edit, Caritas=edit)

    assert result.changes == ["[-zehn-]{+zwölf+} AWO, Caritas, Diakonie"]
    assert result.conflicts == []
    assert result.accepted == "Wir fordern zwölf Euro für die Beratung im Land."
    assert (
        result.marked == "Wir fordern [-zehn-AWO,Caritas,Diakonie]"
        "{+zwölf+AWO,Caritas,Diakonie} Euro für die Beratung im Land."
    )


def test_same_edit_tracked_and_untracked_is_one_change() -> None:
    tracked = docx(p("Wir fordern [-zehn-]{+zwölf+} Euro für die Beratung im Land."))
    untracked = docx(p("Wir fordern zwölf Euro für die Beratung im Land."))

    result = consolidated(DRAFT, AWO=tracked, Caritas=untracked)

    assert result.changes == ["[-zehn-]{+zwölf+} AWO, Caritas"]


def test_same_edit_recorded_in_other_pieces_is_one_change() -> None:
    whole = docx(p("Wir fordern [-zehn Euro-]{+zwölf Taler+} für die Beratung im Land."))
    pieces = docx(p("Wir fordern [-zehn-][- Euro-]{+zwölf +}{+Taler+} für die Beratung im Land."))

    result = consolidated(DRAFT, AWO=whole, Caritas=pieces)

    assert result.changes == ["[-zehn Euro-]{+zwölf Taler+} AWO, Caritas"]
    assert result.conflicts == []


def test_insertion_before_the_deletion_is_the_same_replacement() -> None:
    first = docx(p("Wir fordern [-zehn-]{+zwölf+} Euro für die Beratung im Land."))
    second = docx(p("Wir fordern {+zwölf+}[-zehn-] Euro für die Beratung im Land."))

    result = consolidated(DRAFT, AWO=first, Caritas=second)

    assert result.changes == ["[-zehn-]{+zwölf+} AWO, Caritas"]


def test_edits_side_by_side_in_one_sentence_are_no_conflict() -> None:
    awo = docx(p("Wir fordern [-zehn-]{+zwölf+} Euro für die Beratung im Land."))
    caritas = docx(p("Wir fordern zehn [-Euro-]{+Taler+} für die Beratung im Land."))

    result = consolidated(DRAFT, AWO=awo, Caritas=caritas)

    assert result.changes == ["[-zehn-]{+zwölf+} AWO", "[-Euro-]{+Taler+} Caritas"]
    assert result.conflicts == []
    assert result.accepted == "Wir fordern zwölf Taler für die Beratung im Land."
    assert result.accepting("AWO") == "Wir fordern zwölf Euro für die Beratung im Land."
    assert result.accepting("Caritas") == "Wir fordern zehn Taler für die Beratung im Land."


def test_two_people_of_one_association_stay_two_people() -> None:
    awo = docx(
        p("Wir fordern [-zehn-Kim]{+zwölf+Kim} Euro für die Beratung im [-Land-Lea]{+Bund+Lea}.")
    )

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == ["[-zehn-]{+zwölf+} AWO", "[-Land-]{+Bund+} AWO"]
    assert [change.supporters[0].person for change in result.overview.changes] == ["Kim", "Lea"]
    assert result.overview.returns[0].people == ("Kim", "Lea")


def test_punctuation_only_is_editorial() -> None:
    awo = docx(p("Wir fordern zehn Euro für die Beratung im Land[-.-]{+!+}"))

    result = consolidated(DRAFT, AWO=awo)

    assert [change.is_editorial for change in result.overview.changes] == [True]
    assert result.accepted == "Wir fordern zehn Euro für die Beratung im Land!"


def test_capital_letter_only_is_editorial() -> None:
    awo = docx(p("Wir fordern Zehn Euro für die Beratung im Land."))

    result = consolidated(DRAFT, AWO=awo)

    assert result.changes == ["[-zehn-]{+Zehn+} AWO"]
    assert [change.is_editorial for change in result.overview.changes] == [True]


def test_numbers_count_as_words() -> None:
    draft = docx(p("Der Satz steigt um 2,5 Prozent auf 1.250 Euro."))
    awo = docx(p("Der Satz steigt um 3,5 Prozent auf 1.250 Euro."))

    result = consolidated(draft, AWO=awo)

    assert result.accepted == "Der Satz steigt um 3,5 Prozent auf 1.250 Euro."
    assert [change.is_editorial for change in result.overview.changes] == [False]


def test_tabs_and_line_breaks_are_kept() -> None:
    draft = docx(p("Eins\tzwei\ndrei vier fünf"))
    awo = docx(p("Eins\tzwei[-\n-]{+\t+}drei vier fünf"))

    result = consolidated(draft, AWO=awo)

    assert result.accepted == "Eins\tzwei\tdrei vier fünf"
    assert result.rejected == "Eins\tzwei\ndrei vier fünf"


def test_emoji_and_right_to_left_letters_are_single_signs() -> None:
    draft = docx(p("Beratung 👩‍⚖️ auf Arabisch: مرحبا بكم jetzt."))
    awo = docx(p("Beratung 👩‍⚖️ auf [-Arabisch-]{+Farsi 🎉+}: مرحبا بكم jetzt."))

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["[-Arabisch-]{+Farsi 🎉+} AWO"]
    assert result.accepted == "Beratung 👩‍⚖️ auf Farsi 🎉: مرحبا بكم jetzt."


def test_decomposed_umlauts_are_not_torn_apart() -> None:
    draft = docx(p("Fu\u0308r die Tra\u0308ger der Beratung."))
    awo = docx(p("Fu\u0308r die Tra\u0308ger der Beratung und Begleitung."))

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["{+ und Begleitung+} AWO"]
    assert result.accepted == "Fu\u0308r die Tra\u0308ger der Beratung und Begleitung."


def test_repeated_words_change_at_the_right_place() -> None:
    draft = docx(p("Rat und Rat und Rat und Rat."))
    awo = docx(p("Rat und Rat und [-Rat-]{+Tat+} und Rat."))

    result = consolidated(draft, AWO=awo)

    assert result.changes == ["[-Rat-]{+Tat+} AWO"]
    assert result.overview.changes[0].place.start == len("Rat und Rat und ")


def test_inserted_and_at_once_deleted_words_leave_no_trace() -> None:
    awo = docx(p("Wir fordern {+[-sofort -]+}zehn Euro für die Beratung im Land."))

    result = consolidated(DRAFT, AWO=awo)

    assert result.accepted == "Wir fordern zehn Euro für die Beratung im Land."
    assert result.rejected == "Wir fordern zehn Euro für die Beratung im Land."
    assert result.conflicts == []
