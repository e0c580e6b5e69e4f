"""Wagtail: the admin for editors and operators."""

from .http import PUBLIC_API_URL, PUBLIC_SITE_URL

WAGTAIL_SITE_NAME = "Fund Repository"
WAGTAILADMIN_BASE_URL = PUBLIC_API_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_AUTOSAVE_INTERVAL = 0  # autosave rewrites revisions in place: history would no longer be evidence
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False  # what goes live at its time doesn't take back what waits since then
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.moderation.gate.finish"
WAGTAILIMAGES_IMAGE_MODEL = "content.PublicImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.content.image_form.PublicImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_HEADLESS_PREVIEW = {
    "CLIENT_URLS": {"default": f"{PUBLIC_SITE_URL}/preview"},
    "REDIRECT_ON_PREVIEW": True,
    "ENFORCE_TRAILING_SLASH": False,
}

REVIEW_REMIND_AFTER_HOURS = 24
REVIEW_ESCALATE_AFTER_HOURS = 72
