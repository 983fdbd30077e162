"""The whole program under faults while users send requests: environment, users and checks."""
