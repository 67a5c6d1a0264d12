"""Neural networks: initializers, layers, the multi-layer perceptron and its estimators."""
