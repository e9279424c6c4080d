"""What pages of papers draw alike."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from einklang.core.templatetags.ek import badge
from einklang.papers.enums import Stage
from einklang.papers.models import Paper

register = template.Library()

TONES = {
    Stage.DRAFTING: "neutral",
    Stage.CIRCULATING: "info",
    Stage.CONSOLIDATING: "info",
    Stage.SIGNING: "warning",
    Stage.AGREED: "success",
    Stage.PUBLISHED: "success",
    Stage.DROPPED: "danger",
}


@register.simple_tag
def stage_badge(paper: Paper) -> SafeString:
    return badge(paper.get_stage_display(), TONES[Stage(paper.stage)])


@register.simple_tag
def days_words(days: int | None) -> str:
    """Say how many working days are left, in a few words."""
    if days is None:
        return ""
    if days == 0:
        return _("no working day left after today")
    if days < 0:
        return ngettext("%(days)s working day ago", "%(days)s working days ago", -days) % {
            "days": -days
        }
    return ngettext("in %(days)s working day", "in %(days)s working days", days) % {"days": days}


@register.simple_tag
def moment_words(at: datetime | None) -> str:
    """Write a day with its weekday and its time of day, in Berlin."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    day = f"{date_format(local, 'D')}, {date_format(local, 'DATE_FORMAT')}"
    return _("%(day)s, %(time)s") % {"day": day, "time": date_format(local, "H:i")}
