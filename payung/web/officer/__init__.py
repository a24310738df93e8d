"""Pages of officers: search, one person, lists. They show personal data and need a sign-in."""
