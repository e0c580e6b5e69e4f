from django.apps import AppConfig


class FundfeedConfig(AppConfig):
    name = "fundfeed"
    verbose_name = "Provider feed"
    default_auto_field = "django.db.models.BigAutoField"
