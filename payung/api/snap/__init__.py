"""SNAP BI: what a bank asks and tells about virtual accounts and QRIS."""
