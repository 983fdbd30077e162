"""Title files: Kaggle's tables, parquet, anime-offline-database."""
