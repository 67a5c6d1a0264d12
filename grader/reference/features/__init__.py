"""Features: crosses, sparse weights, scaling, and the playground's inputs."""
