"""Who was enrolled, who could not be, and what is handed to the agencies?"""
