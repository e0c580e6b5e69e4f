"""What a question means: parameters, formats, languages, days, fields, and where a follower stands."""
