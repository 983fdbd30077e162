"""/reko-settings"""
