"""Template tags of the design: icons, badges, breadcrumbs, buttons."""

from typing import Any

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

TONES = {
    "neutral": "",
    "info": " kern-badge--info",
    "success": " kern-badge--success",
    "warning": " kern-badge--warning",
    "danger": " kern-badge--danger",
    "prepared": " kern-badge--info",
}
TONE_OF_PHASE = {
    "planned": "neutral",
    "worked_on": "warning",
    "prepared": "info",
    "done": "success",
    "ongoing": "success",
    "dropped": "danger",
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of the sprite; without a label it is decoration."""
    if label:
        return format_html(
            '<svg class="ek-icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>',
            label,
            static("core/img/icons.svg"),
            name,
        )
    return format_html(
        '<svg class="ek-icon" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("core/img/icons.svg"),
        name,
    )


@register.simple_tag
def badge(text: object, tone: str = "neutral") -> SafeString:
    return format_html(
        '<span class="kern-badge ek-badge{}"><span class="kern-label kern-label--small">{}'
        "</span></span>",
        TONES.get(tone, ""),
        text,
    )


@register.simple_tag
def phase_badge(state: Any) -> SafeString:
    """Show a state of a life cycle in the colour of its phase."""
    return badge(state, TONE_OF_PHASE.get(state.phase, "neutral"))


@register.simple_tag
def breadcrumb(*parts: object) -> SafeString:
    """Write the items of a breadcrumb: address, label, address, label, …, last label."""
    pairs = list(zip(parts[0::2], parts[1::2], strict=False))
    items = format_html_join("", '<li><a href="{}">{}</a></li>', pairs)
    if len(parts) % 2:
        items += format_html('<li aria-current="page">{}</li>', parts[-1])
    return items


@register.simple_tag
def link_button(
    url: str, label: object, kind: str = "secondary", icon_name: str = ""
) -> SafeString:
    return format_html(
        '<a class="kern-btn kern-btn--{}" href="{}">{}<span class="kern-label">{}</span></a>',
        kind,
        url,
        icon(icon_name) if icon_name else "",
        label,
    )


@register.simple_tag
def button(label: object, kind: str = "primary", icon_name: str = "") -> SafeString:
    return format_html(
        '<button class="kern-btn kern-btn--{}" type="submit">{}<span class="kern-label">{}</span>'
        "</button>",
        kind,
        icon(icon_name) if icon_name else "",
        label,
    )


@register.simple_tag(takes_context=True)
def nav_current(context: template.Context, url: str) -> SafeString:
    """Mark the link of the part of the site the visitor is in."""
    request = context.get("request")
    if request is None or not request.path.startswith(url) or url == reverse("portal:home"):
        return SafeString("")
    return SafeString(' aria-current="page"')
