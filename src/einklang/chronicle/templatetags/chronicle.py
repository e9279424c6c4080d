"""Lines of a list that may have thousands of them, written at once."""

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from einklang.chronicle.models import Activity
from einklang.core.templatetags.ek import icon
from einklang.core.when import Precision

register = template.Library()

DATED = {Precision.DAY, Precision.RANGE, Precision.MONTH, Precision.MONTH_RANGE}


@register.simple_tag
def year_lines(activities: Iterable[Activity]) -> SafeString:
    """Write the list of a month or a lane; a template for each line would take far longer."""
    language = (get_language() or "de")[:2]
    detail = reverse("chronicle:activity_detail", args=[0]).removesuffix("0/")
    icons: dict[str, SafeString] = {"": SafeString("")}
    hints: dict[tuple[int, int], str] = {}
    lines = []
    for row in activities:
        name = row.kind.icon
        if name not in icons:
            icons[name] = format_html("{} ", icon(name))
        about = (row.kind_id, row.state_id)
        if about not in hints:
            kind, state = row.kind.label_in(language), row.state.label_in(language)
            hints[about] = conditional_escape(f"{kind}, {state}")
        when = SafeString("")
        if row.when_precision in DATED:
            when = format_html('<span class="ek-month__when">{}</span> ', row.when.text(language))
        lines.append((icons[name], when, detail, row.pk, row.title_in(language), hints[about]))
    line = '<li>{}{}<a href="{}{}/">{}</a> <span class="kern-hint">{}</span></li>'
    return format_html('<ul class="ek-month__list">{}</ul>', format_html_join("\n", line, lines))
