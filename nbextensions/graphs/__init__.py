"""What widgets of a graph are made from: tables and letters as data, and calls of own functions."""
