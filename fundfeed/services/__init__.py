"""The only doors for writes of facts."""

from .corrections import correct_fund, withdraw_correction
from .days import providers_with_a_day_to_turn, turn_day
from .decisions import DecisionRefusedError, reject, release, roll_back
from .integrity import check_documents
from .messages import post_message, send_messages
from .people import OnePersonError
from .previews import NothingToReplayError, preview, replay
from .providers import ensure_provider, map_names
from .runs import AlreadyRunning, retry, run_feed
from .schedule import providers_due

__all__ = [
    "AlreadyRunning",
    "DecisionRefusedError",
    "NothingToReplayError",
    "OnePersonError",
    "check_documents",
    "correct_fund",
    "ensure_provider",
    "map_names",
    "post_message",
    "preview",
    "providers_due",
    "providers_with_a_day_to_turn",
    "reject",
    "release",
    "replay",
    "retry",
    "roll_back",
    "run_feed",
    "send_messages",
    "turn_day",
    "withdraw_correction",
]
