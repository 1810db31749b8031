"""What every widget has: traits, the state capsule, the student's own functions, its JavaScript."""
