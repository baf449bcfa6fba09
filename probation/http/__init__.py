"""What the server answers beside the pages: headers, compressed files, /ping and /health.

Streamlit makes the answers themselves. This room stands before it and knows nothing of what the
pages show; app.py puts the two together.
"""
