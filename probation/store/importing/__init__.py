"""An extract brought in: read, checked and built in a child process, then taken in or refused.

extract: the files and how they become a case set. child: what the child process does with them.
folders: what a folder given for a file is. bringing: what the server and the command line ask of
it.
"""
