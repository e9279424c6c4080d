from django.urls import URLPattern, path

from einklang.papers.views import demand_fates, demands

PAPER = "<int:paper_id>/forderungen/"
ONE = PAPER + "<int:use_id>/"

urlpatterns: list[URLPattern] = [
    path("forderungen/", demand_fates.matrix_page, name="demand_matrix"),
    path("forderungen/export.<str:form>", demand_fates.export, name="demand_export"),
    path(PAPER, demands.demand_page, name="demands"),
    path(PAPER + "wieder/<int:thread_id>/", demands.raise_again, name="demand_again"),
    path(PAPER + "uebernehmen/", demands.take_over, name="demands_take_over"),
    path(ONE + "entfernen/", demands.remove, name="demand_remove"),
    path(ONE + "ergebnis/", demand_fates.fate, name="demand_fate"),
    path(
        ONE + "ergebnis/<int:fate_id>/zuruecknehmen/",
        demand_fates.fate_withdraw,
        name="demand_fate_withdraw",
    ),
]
