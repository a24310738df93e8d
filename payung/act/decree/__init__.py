"""How does a decree take its steps, who may object, and how does a person come back?"""
