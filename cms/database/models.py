"""No tables: Django tells the end of migrations only to applications that have this module."""
