"""The public API: read-only JSON, problem details for errors, OpenAPI 3.1."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "api.wire.negotiation.FirstRenderer",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "api.problems.errors.as_problem",
    "UNAUTHENTICATED_USER": None,
}

PARTNER_KEY = {
    "type": "http",
    "scheme": "bearer",
    "description": "A partner's key, `frk_…`. Reading needs none: a key has a quota of its own and opens `/partner/`.",
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "TITLE": "Fund Repository API",
    "VERSION": "1",
    "DESCRIPTION": "Every authorised fund, its documents and its history, as published. Read-only but for what a "
    "partner's key opens. Amounts are text, days are those of the repository's time zone, and names come in all their "
    "languages. With `fields` an answer holds only the keys that were asked for.",
    "LICENSE": {"name": "Apache-2.0"},
    "APPEND_COMPONENTS": {"securitySchemes": {"partnerKey": PARTNER_KEY}},
    "SECURITY": [{}, {"partnerKey": []}],
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATIONS": False,  # as in `urls.py`: what a partner meets first comes first
    "PREPROCESSING_HOOKS": ["api.description.openapi.only_public"],
    "POSTPROCESSING_HOOKS": ["api.description.openapi.add_public_types", "api.description.complete"],
}
