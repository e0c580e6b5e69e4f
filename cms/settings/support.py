"""Requests for help: how long their words are kept, and which other system is told of them."""

from .environment import env

SUPPORT_KEEP_DAYS = env.support_keep_days
SUPPORT_HAND_OVER = env.support_hand_over
SUPPORT_HAND_OVER_KEY = env.support_hand_over_key
