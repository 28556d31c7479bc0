"""Check, change and merge Remotion-style video compositions without losing anyone's work."""
