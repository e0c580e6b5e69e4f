"""Each block that an editor can choose has a payload of its own in the API, and the API has no other."""

from typing import get_args, get_type_hints

from cms.content.blocks import BodyBlock
from cms.content.payloads import BodyBlock as Payload


def test_blocks_of_a_page_and_blocks_of_the_api_are_the_same() -> None:
    blocks = BodyBlock().child_blocks.values()

    made = [get_type_hints(block.get_api_representation)["return"] for block in blocks]

    assert sorted(made, key=str) == sorted(get_args(Payload), key=str)
