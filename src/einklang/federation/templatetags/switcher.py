from django import template

from einklang.federation.queries import Choices, committee_switcher

register = template.Library()


@register.simple_tag(takes_context=True)
def committee_choices(context: template.Context) -> Choices | None:
    """Return the committee of the page and those the account may switch to."""
    request = context.get("request")
    return committee_switcher(request) if request is not None else None
