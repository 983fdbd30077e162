"""/reko"""
