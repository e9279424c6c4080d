from django.urls import path

from einklang.programmes.views import figures, programmes

app_name = "programmes"
urlpatterns = [
    path("", programmes.programme_list, name="programme_list"),
    path("neu/", programmes.programme_new, name="programme_new"),
    path("zahlen.csv", figures.all_figures_export, name="all_figures_export"),
    path("<int:programme_id>/", programmes.programme_detail, name="programme_detail"),
    path("<int:programme_id>/bearbeiten/", programmes.programme_edit, name="programme_edit"),
    path("<int:programme_id>/traeger/", programmes.carrier_new, name="carrier_new"),
    path("traeger/<int:carrier_id>/entfernen/", programmes.carrier_delete, name="carrier_delete"),
    path("<int:programme_id>/zahl/", figures.figure_new, name="figure_new"),
    path("<int:programme_id>/zahlen.csv", figures.figures_export, name="figures_export"),
    path("zahl/<int:figure_id>/", figures.figure_edit, name="figure_edit"),
    path("zahl/<int:figure_id>/loeschen/", figures.figure_delete, name="figure_delete"),
]
