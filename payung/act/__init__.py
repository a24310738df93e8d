"""Enrol, bill, collect, instal, reactivate, appoint, claim: what is done, once, with every rupiah accounted for."""
