"""Faults, crashes and hostile bytes: after each the public record is what it was, or exactly the new one."""
