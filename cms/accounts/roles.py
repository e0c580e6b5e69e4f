"""The groups of people, by the names that the operation manuals use; migrations give them their permissions."""

from typing import Final

SYSTEM_OPERATOR: Final = "System operator"
FUND_DATA_MANAGER: Final = "Fund data manager"
CONTENT_MANAGER: Final = "Content manager"
MARKETING: Final = "Marketing"
SYSTEM_ADMINISTRATOR: Final = "System administrator"
IT_OPERATOR: Final = "IT operator"
AUDITOR: Final = "Auditor"
INFORMATION_PROVIDER: Final = "Information provider"
BUSINESS_OPERATOR: Final = "Business operator"

ROLES: Final = (
    *(SYSTEM_OPERATOR, FUND_DATA_MANAGER, CONTENT_MANAGER, MARKETING, SYSTEM_ADMINISTRATOR),
    *(IT_OPERATOR, AUDITOR, INFORMATION_PROVIDER, BUSINESS_OPERATOR),
)
