"""What an operator goes through each morning, midday and evening, and who ticked it off."""
