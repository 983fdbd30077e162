## Digests: what is new, every week or each season
