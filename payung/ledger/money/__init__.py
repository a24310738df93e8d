"""Who owes what, what came, where does it stand in the books?"""
