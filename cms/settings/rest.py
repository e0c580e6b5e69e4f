"""The public API: read-only JSON, problem details for errors, OpenAPI 3.1."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "api.negotiation.FirstRenderer",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "api.errors.as_problem",
    "UNAUTHENTICATED_USER": None,
}

SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "TITLE": "Fund Repository API",
    "VERSION": "1",
    "DESCRIPTION": "Every authorised fund, its documents and its history, as published. Read-only.",
    "LICENSE": {"name": "Apache-2.0"},
    "APPEND_COMPONENTS": {"securitySchemes": {"partnerKey": {"type": "http", "scheme": "bearer"}}},
    "SECURITY": [{}, {"partnerKey": []}],
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "PREPROCESSING_HOOKS": ["api.openapi.only_public"],
    "POSTPROCESSING_HOOKS": ["api.openapi.add_public_types"],
}
