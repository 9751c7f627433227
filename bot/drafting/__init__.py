"""How somebody comes to a knowledge base of their own: a small one to begin with."""
