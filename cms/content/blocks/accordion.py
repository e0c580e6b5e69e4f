"""Questions that open one by one."""

from typing import Any

from wagtail.blocks import CharBlock, ListBlock, StructBlock

from cms.content.expansion import Expansion
from cms.content.payloads import AccordionBlock as Payload
from cms.content.payloads import Question

from .rich_text import BriefTextBlock


class QuestionBlock(StructBlock):
    """A question and its answer."""

    question = CharBlock(max_length=250)
    answer = BriefTextBlock()

    def get_api_representation(self, value: Any, context: Expansion) -> Question:
        """Both, the answer as public HTML."""
        return Question(question=value["question"], answer_html=context.html(value["answer"]))


class AccordionBlock(StructBlock):
    """A list of questions below a heading."""

    heading = CharBlock(required=False, max_length=120)
    items = ListBlock(QuestionBlock(), min_num=1, label="Questions")

    def get_api_representation(self, value: Any, context: Expansion) -> Payload:
        """The questions in their order."""
        items = value.bound_blocks["items"]
        return Payload(
            heading=value["heading"] or "",
            items=tuple(items.block.get_api_representation(items.value, context=context)),
        )

    class Meta:
        icon = "help"
        label = "Questions and answers"
