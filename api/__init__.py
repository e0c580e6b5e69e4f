"""READ: the public record by HTTP; writes nothing but requests, keys and receipts of its own."""
