"""The catalogue of standard changes: approved once by two people, carried out by one as often as it is needed."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.moderation.snippets import Moderated

from .plan import Planned


class StandardChange(Moderated, Planned):
    """One entry: whoever carries it out does so as it is written here."""

    panels = [
        FieldPanel("title"),
        FieldPanel("description"),
        MultiFieldPanel([FieldPanel("risk"), FieldPanel("risks"), FieldPanel("rollback")], heading="Risk"),
        FieldPanel("test_plan"),
        FieldRowPanel([FieldPanel("priority")]),
    ]

    class Meta:
        verbose_name = "standard change"
