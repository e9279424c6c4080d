from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "einklang.desk"
    label = "desk"
