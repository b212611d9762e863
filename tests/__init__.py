"""What tertial must hold."""
