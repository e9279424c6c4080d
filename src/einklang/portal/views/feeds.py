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
from einklang.papers.models import Publication
from einklang.papers.queries.publication import public_papers
from einklang.papers.rendering.publication import document_of, lead_of
from einklang.portal.queries import public_activities, public_activity_page, public_versions
from einklang.reports.models import ReportVersion

NEWEST = 30

Entry = Activity | Publication

# Only the stubs know these classes as generic.
if TYPE_CHECKING:
    EntryFeed = Feed[Entry, None]
    ActivityMap = Sitemap[Activity]
    VersionMap = Sitemap[ReportVersion]
    PaperMap = Sitemap[Publication]
else:
    EntryFeed, ActivityMap, VersionMap, PaperMap = Feed, Sitemap, Sitemap, Sitemap


class Published(EntryFeed):
    """What was published last, as Atom: papers with their own page, and all other records."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return _("Einklang: papers and records")

    def link(self) -> str:
        return reverse("portal:record_list")

    def subtitle(self) -> str:
        return _("Statements, letters, events and other work of the committees")

    def items(self) -> list[Entry]:
        papers = list(public_papers().defer(None).defer("search_text")[:NEWEST])
        # A paper stands for its record.
        shown = {paper.paper_id for paper in papers}
        records = public_activity_page().exclude(pk__in=shown).order_by("-updated_at")[:NEWEST]
        entries: list[Entry] = [*papers, *records]
        return sorted(entries, key=self.item_updateddate, reverse=True)[:NEWEST]

    def item_title(self, item: Entry) -> str:
        if isinstance(item, Publication):
            return f"{item.paper.kind}: {item.title}"
        return f"{item.kind}: {item.title}"

    def item_description(self, item: Entry) -> str:
        if isinstance(item, Publication):
            return lead_of(document_of(item))
        return tell(item, "de").text

    def item_link(self, item: Entry) -> str:
        if isinstance(item, Publication):
            return reverse("portal:paper_detail", args=[item.paper_id])
        return reverse("portal:record_detail", args=[item.pk])

    def item_pubdate(self, item: Entry) -> datetime:
        return item.public_at if isinstance(item, Publication) else item.created_at

    def item_updateddate(self, item: Entry) -> datetime:
        return item.public_at if isinstance(item, Publication) else item.updated_at


class Records(ActivityMap):
    changefreq = "monthly"

    def items(self) -> QuerySet[Activity]:
        return public_activities()

    def lastmod(self, item: Activity) -> datetime:
        return item.updated_at

    def location(self, item: Activity) -> str:
        return reverse("portal:record_detail", args=[item.pk])


class Papers(PaperMap):
    def items(self) -> QuerySet[Publication]:
        return public_papers()

    def lastmod(self, item: Publication) -> datetime:
        return item.public_at

    def location(self, item: Publication) -> str:
        return reverse("portal:paper_detail", args=[item.paper_id])


class Versions(VersionMap):
    def items(self) -> QuerySet[ReportVersion]:
        return public_versions().order_by("pk")

    def lastmod(self, item: ReportVersion) -> datetime:
        return item.frozen_at

    def location(self, item: ReportVersion) -> str:
        return reverse("portal:report_detail", args=[item.report_id])


SITEMAPS: dict[str, type[ActivityMap] | type[VersionMap] | type[PaperMap]] = {
    "papers": Papers,
    "records": Records,
    "reports": Versions,
}
