"""All addresses. German paths: they are read by people."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from einklang.api.frame import api
from einklang.core.views import health

# The administration has no door of its own: one sign-in, with its second factor, for all.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # as allauth says

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("einklang.portal.urls")),
    path("", include("einklang.core.urls")),
    path("schreibtisch/", include("einklang.desk.urls")),
    path("papiere/", include("einklang.papers.urls")),
    path("chronik/", include("einklang.chronicle.urls")),
    path("berichte/", include("einklang.reports.urls")),
    path("programme/", include("einklang.programmes.urls")),
    path("foederation/", include("einklang.federation.urls")),
    path("import/", include("einklang.intake.urls")),
    path("konto/", include("einklang.federation.account_urls")),
    path("konto/", include("allauth.urls")),
    path("verwaltung/", admin.site.urls),
    path("api/v1/", api.urls),
]
