from django.urls import path

from einklang.core.views import appearance, components

app_name = "core"
urlpatterns = [
    path("darstellung/", appearance.appearance, name="appearance"),
    path("muster/", components.components, name="components"),
]
