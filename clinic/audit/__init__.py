"""Who did what to whom, from where and why: append-only, hash-chained."""
