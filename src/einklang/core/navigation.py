"""The main navigation, resolved from the settings; pages that are not there are left out."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    icon: str


def main_navigation() -> list[Item]:
    items = []
    for label, url_name, icon in settings.EINKLANG_NAVIGATION:
        try:
            items.append(Item(str(label), reverse(url_name), icon))
        except NoReverseMatch:
            continue
    return items
