"""One limit of the guard in the edit screen of a policy."""

from wagtail import blocks

from .words import MEASURES

LIMITED = [(name, label) for name, label in MEASURES.items() if name != "empty"]


class LimitBlock(blocks.StructBlock):
    """What is measured, how much is too much, and why just that."""

    measure = blocks.ChoiceBlock(choices=LIMITED)
    count = blocks.IntegerBlock(min_value=0, max_value=1_000_000, help_text="Trips only above this many…")
    percent = blocks.FloatBlock(min_value=0, max_value=100, help_text="…and above this share, in percent")
    reason = blocks.CharBlock(max_length=500, help_text="Why this number: it stands beside the limit")

    class Meta:
        icon = "warning"
        label = "Limit"
        label_format = "{measure}: more than {count} and {percent} %"
