"""What share of the people is covered, and what is still pending? Figures with their definitions."""
