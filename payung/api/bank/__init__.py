"""A simulated bank: it takes payments, tells them by SNAP BI, and misbehaves on demand."""
