"""Who is a person of the registers and who takes part in Payung's own acts?"""
