"""/reko-affinity"""
