from django.contrib.sitemaps.views import sitemap
from django.urls import path

from einklang.portal.views import feeds, papers, reports, site

app_name = "portal"
urlpatterns = [
    path("", site.home, name="home"),
    path("aktuelles/", site.record_list, name="record_list"),
    path("aktuelles/<int:activity_id>/", site.record_detail, name="record_detail"),
    path("jahresberichte/<int:report_id>/", reports.report_detail, name="report_detail"),
    path(
        "jahresberichte/<int:report_id>/<str:language>/<str:form>/",
        reports.report_download,
        name="report_download",
    ),
    path("veroeffentlichungen/", papers.paper_list, name="paper_list"),
    path("veroeffentlichungen/<int:paper_id>/", papers.paper_detail, name="paper_detail"),
    path("veroeffentlichungen/<int:paper_id>/vorschau.png", papers.paper_card, name="paper_card"),
    path(
        "veroeffentlichungen/<int:paper_id>/<str:form>/",
        papers.paper_download,
        name="paper_download",
    ),
    path("feed/", feeds.Published(), name="feed"),
    path("sitemap.xml", sitemap, {"sitemaps": feeds.SITEMAPS}, name="sitemap"),
    path("robots.txt", site.robots, name="robots"),
    path("impressum/", site.imprint, name="imprint"),
    path("barrierefreiheit/", site.accessibility, name="accessibility"),
]
