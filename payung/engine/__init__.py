"""Named set steps and the engines that run them. Import from `payung.engine.public`."""
