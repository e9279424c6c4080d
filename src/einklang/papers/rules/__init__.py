"""Who may do what with a paper, and why not. Every refusal is a sentence, else None."""
