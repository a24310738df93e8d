"""Which actions bring a region past a share of active members at the least cost?"""
