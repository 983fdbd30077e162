"""/reko-account"""
