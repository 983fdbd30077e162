"""The whole program under faults while people use it: its surroundings, users and checks."""
