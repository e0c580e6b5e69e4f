"""Backups: where they go, who can read them, how long they stay."""

from .environment import env
from .storage import bucket_of

BACKUP_DIR = env.backup_dir
BACKUP_BUCKET = bucket_of(env.backup_url) if env.backup_url else None
BACKUP_KEY_FILE = env.backup_key_file
BACKUP_KEEP_DAYS = env.backup_keep_days
BACKUP_LOCK_DAYS = env.backup_lock_days
POSTGRES_PROGRAMS = env.postgres_programs
SETTINGS_TOLD = env.without_secrets()
