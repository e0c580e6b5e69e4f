"""Incidents stay written, how grave each sign was is kept, and what containment paused is lifted by two people."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from cms.audit.watching import never_remove, watch

PERSON = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": settings.AUTH_USER_MODEL}


class Migration(migrations.Migration):
    dependencies = [
        ("fundfeed", "0027_refused_mails"),
        ("incidents", "0002_read_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "sign", "priority", models.CharField(db_default="", default="", max_length=2, blank=True)
        ),
        migrations.CreateModel(
            name="IntakePause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("asked_at", models.DateTimeField(null=True)),
                ("asked_why", models.TextField(blank=True)),
                ("lifted_at", models.DateTimeField(null=True)),
                ("by", models.ForeignKey(**PERSON)),
                ("asked_by", models.ForeignKey(null=True, **PERSON)),
                ("lifted_by", models.ForeignKey(null=True, **PERSON)),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="incidents.incident"
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="fundfeed.provider"
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(lifted_at=None), fields=("provider",), name="one_pause_of_an_intake"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(lifted_by=None) | ~models.Q(lifted_by=models.F("asked_by")),
                        name="intake_lifted_by_two",
                    ),
                ],
            },
        ),
        never_remove("incidents_incident", renamed=("case_id", "source")),
        never_remove("incidents_review", renamed=("incident_id",)),
        never_remove("incidents_reviewaction", renamed=("incident_id",)),
        never_remove("incidents_sign", renamed=("incident_id", "key", "seen_at")),
        never_remove("incidents_intakepause", renamed=("provider_id", "incident_id", "by_id", "at")),
        watch("incidents_intakepause", action="intake.pause.*"),
    ]
