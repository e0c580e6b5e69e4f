"""The types of what is sent and answered beside the public record."""
