"""Whom do we believe first? The registers in order of trust, for who a person is and for what work the person does."""

TRUST = ("dukcapil", "opensid", "bpjs_kesehatan", "dtsen", "bpjs_ketenagakerjaan", "kemenkes", "roster", "payung")

TRUST_ON_WORK = (
    "bpjs_ketenagakerjaan",
    "roster",
    "bpjs_kesehatan",
    "dtsen",
    "opensid",
    "dukcapil",
    "kemenkes",
    "payung",
)

# On the family card these are no work, and 89 is whatever the list does not name; every other occupation that is not
# typically informal is a job for a wage.
NO_WORK_OCCUPATIONS = frozenset({1, 2, 3, 4})
OTHER_OCCUPATION = 89
