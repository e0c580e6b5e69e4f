"""The only doors for writes of facts."""

from ..adapters.unpacking import UploadRefusedError
from .bulk import make_bulk
from .corrections import correct_fund, withdraw_correction
from .days import providers_with_a_day_to_turn, turn_day
from .decisions import DecisionRefusedError, refuse_release, refuse_roll_back, reject, release, roll_back
from .document_types import UnusableTypeError, set_document_type
from .documents import ReceivedPdf, publish_upload, receive_pdf, withdraw_upload
from .editorial import set_summary
from .fund_drafts import DraftedCorrection, fitting, fund_as_drafted
from .intake import set_intake
from .integrity import check_documents
from .ledger import verify_ledger
from .messages import forget_messages, forget_old_messages, post_message, send_messages, send_refused_again
from .people import OnePersonError
from .policies import Hours, UnknownMeasureError, WantedLimit, set_policy
from .previews import NothingToReplayError, preview, replay
from .providers import ensure_provider, map_names
from .republication import Republished, republish
from .runs import AlreadyRunning, retry, run_feed
from .scanning import refuse_infected
from .schedule import providers_due
from .search_index import index_search
from .uploads import receive_delivery

__all__ = [
    "AlreadyRunning",
    "DecisionRefusedError",
    "DraftedCorrection",
    "Hours",
    "NothingToReplayError",
    "OnePersonError",
    "ReceivedPdf",
    "Republished",
    "UnknownMeasureError",
    "UnusableTypeError",
    "UploadRefusedError",
    "WantedLimit",
    "check_documents",
    "correct_fund",
    "ensure_provider",
    "fitting",
    "forget_messages",
    "forget_old_messages",
    "fund_as_drafted",
    "index_search",
    "make_bulk",
    "map_names",
    "post_message",
    "preview",
    "providers_due",
    "providers_with_a_day_to_turn",
    "publish_upload",
    "receive_delivery",
    "receive_pdf",
    "refuse_infected",
    "refuse_release",
    "refuse_roll_back",
    "reject",
    "release",
    "replay",
    "republish",
    "retry",
    "roll_back",
    "run_feed",
    "send_messages",
    "send_refused_again",
    "set_document_type",
    "set_intake",
    "set_policy",
    "set_summary",
    "turn_day",
    "verify_ledger",
    "withdraw_correction",
    "withdraw_upload",
]
