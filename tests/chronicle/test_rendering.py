import pytest
from django.utils import translation
from icalendar import Calendar
from tests.factories import make_activity, make_kind

from einklang.chronicle.forms.widgets import QuickSelect
from einklang.chronicle.models import Activity
from einklang.chronicle.queries.exports import Export
from einklang.chronicle.rendering import as_calendar, folded
from einklang.chronicle.templatetags.chronicle import year_lines

pytestmark = pytest.mark.django_db


def test_calendar_reads_back_what_is_known_to_the_day() -> None:
    title = "Gespräch; mit, vielen\\Beteiligten über Förderung und Beratung in der Fläche" * 2
    kind = make_kind(label="Fachgespräch")
    day = make_activity(title=title, kind=kind, when="12.9.2024", place="Köln, Dom")
    make_activity(when="September 2024")
    found = Export(Activity.objects.all(), "de")

    text = "".join(as_calendar(found.activities(), "https://example.org", "de"))
    (event,) = Calendar.from_ical(text).walk("VEVENT")

    assert str(event["summary"]) == f"Fachgespräch: {title}"
    assert str(event["location"]) == "Köln, Dom"
    assert str(event["url"]) == f"https://example.org{day.get_absolute_url()}"
    assert event["dtend"].dt.isoformat() == "2024-09-13"
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


@pytest.mark.parametrize("line", ["", "kurz", "ä" * 200, "x" * 75, "€" * 74])
def test_folded_lines_unfold_to_the_same(line: str) -> None:
    assert folded(line).replace("\r\n ", "") == line


def test_quick_select_marks_the_choice_and_escapes_labels() -> None:
    choices = [("", "alle"), ("Gruppe <1>", [("1", "<b>"), ("2", "zwei")])]

    html = QuickSelect({"required": False, "data-x": "y"}, choices).render("kind", "2")

    assert '<select name="kind" data-x="y">' in html
    assert '<optgroup label="Gruppe &lt;1&gt;"><option value="1">&lt;b&gt;</option>' in html
    assert '<option value="2" selected>zwei</option>' in html


def test_lines_of_a_year_escape_titles_and_name_the_day() -> None:
    make_activity(title="<script>", when="12.9.2024")
    make_activity(title="Nur das Jahr", when="2024")

    with translation.override("de"):
        html = year_lines(Activity.objects.order_by("title"))

    assert "&lt;script&gt;" in html
    assert '<span class="ek-month__when">12. September 2024</span>' in html
    assert html.count("ek-month__when") == 1
