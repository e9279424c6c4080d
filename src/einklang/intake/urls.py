from django.urls import path

from einklang.intake.views import uploads, workbooks

app_name = "intake"
urlpatterns = [
    path("", uploads.upload, name="upload"),
    path("<int:upload_id>/", uploads.preview, name="preview"),
    path("<int:upload_id>/uebernehmen/", uploads.confirm, name="confirm"),
    path("<int:upload_id>/ergebnis/", uploads.result, name="result"),
    path("vorlage.xlsx", workbooks.template, name="template"),
    path("jahr/<int:year>.xlsx", workbooks.year, name="year"),
]
