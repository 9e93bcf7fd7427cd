"""How the learned vote of the crisis detector is made and measured."""
