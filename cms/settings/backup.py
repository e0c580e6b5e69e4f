"""Backups: where they go, who can read them, how long they stay."""

from .environment import env

BACKUP_DIR = env.backup_dir
BACKUP_KEY_FILE = env.backup_key_file
BACKUP_KEEP_DAYS = env.backup_keep_days
POSTGRES_PROGRAMS = env.postgres_programs
SETTINGS_TOLD = env.without_secrets()
