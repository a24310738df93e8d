"""Payung: who is not actively covered by Indonesian social security, why, and the cheapest lawful way back."""
