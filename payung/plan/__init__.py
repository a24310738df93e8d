"""What happens to whom if the law, a quota or a subsidy changes."""
