"""What would a change of law or budget cost, whom would it reach, and how sure is that?"""
