from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "einklang.api"
    label = "api"
