"""What the clients of all sites parse responses with: lenient fields, and lists by the page."""
