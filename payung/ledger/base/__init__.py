"""How is the database started, migrated and filled, and how is a number kept so that a copy tells nobody's?"""
