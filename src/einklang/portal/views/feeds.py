"""Feed and sitemap of what is published."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from einklang.chronicle.models import Activity
from einklang.chronicle.sentences import tell
from einklang.portal.queries import public_activities, public_activity_page, public_versions
from einklang.reports.models import ReportVersion

NEWEST = 30

# Only the stubs know these classes as generic.
if TYPE_CHECKING:
    ActivityFeed = Feed[Activity, None]
    ActivityMap = Sitemap[Activity]
    VersionMap = Sitemap[ReportVersion]
else:
    ActivityFeed, ActivityMap, VersionMap = Feed, Sitemap, Sitemap


class Published(ActivityFeed):
    """The records published last, as Atom."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return _("Einklang: published records")

    def link(self) -> str:
        return reverse("portal:record_list")

    def subtitle(self) -> str:
        return _("Statements, letters, events and other work of the committees")

    def items(self) -> list[Activity]:
        return list(public_activity_page().order_by("-updated_at")[:NEWEST])

    def item_title(self, item: Activity) -> str:
        return f"{item.kind}: {item.title}"

    def item_description(self, item: Activity) -> str:
        return tell(item, "de").text

    def item_link(self, item: Activity) -> str:
        return reverse("portal:record_detail", args=[item.pk])

    def item_pubdate(self, item: Activity) -> datetime:
        return item.created_at

    def item_updateddate(self, item: Activity) -> datetime:
        return item.updated_at


class Records(ActivityMap):
    changefreq = "monthly"

    def items(self) -> QuerySet[Activity]:
        return public_activities()

    def lastmod(self, item: Activity) -> datetime:
        return item.updated_at

    def location(self, item: Activity) -> str:
        return reverse("portal:record_detail", args=[item.pk])


class Versions(VersionMap):
    def items(self) -> QuerySet[ReportVersion]:
        return public_versions().order_by("pk")

    def lastmod(self, item: ReportVersion) -> datetime:
        return item.frozen_at

    def location(self, item: ReportVersion) -> str:
        return reverse("portal:report_detail", args=[item.report_id])


SITEMAPS: dict[str, type[ActivityMap] | type[VersionMap]] = {
    "records": Records,
    "reports": Versions,
}
