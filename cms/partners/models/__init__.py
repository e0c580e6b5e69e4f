"""Tables of partners."""

from .key import ApiKey, Claim
from .partner import KeyRequest, Partner
from .usage import UsageCount
from .webhook import WebhookDelivery, WebhookEndpoint

__all__ = ["ApiKey", "Claim", "KeyRequest", "Partner", "UsageCount", "WebhookDelivery", "WebhookEndpoint"]
