"""One name in many scripts: its words, their sound, equal given names, two names compared with evidence."""
