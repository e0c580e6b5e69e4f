"""Whether articles helped: sums of a day, and nobody in them."""

from django.db import models


class HelpFeedback(models.Model):
    """How many readers said on one day that an article helped, and how many that it didn't."""

    slug = models.SlugField(max_length=60)
    locale = models.CharField(max_length=10)
    day = models.DateField()
    helpful = models.PositiveIntegerField(default=0, db_default=0)
    unhelpful = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        verbose_name = "feedback about an article"
        verbose_name_plural = "feedback about articles"
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=("slug", "locale", "day"), name="one_sum_of_feedback_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} ({self.locale}), {self.day}: {self.helpful} : {self.unhelpful}"
